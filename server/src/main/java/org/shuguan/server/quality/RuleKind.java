package org.shuguan.server.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// What a rule requires. [Terms] says which of its components each kind has.
public enum RuleKind {
    /// `columns`: one
    PRESENT(Dimension.COMPLETENESS),
    /// `columns`: one; `least` and `most` characters
    LENGTH(Dimension.NORM),
    /// `columns`: one; `text`: a regular expression for the whole value
    PATTERN(Dimension.NORM),
    /// `columns`: one; `values`: the codes
    CODES(Dimension.NORM),
    /// `columns`: one; `text`: `resident-id`, `credit-code` or `mobile`
    IDENTIFIER(Dimension.ACCURACY),
    /// `columns`: one; `least` and `most`: numbers or days
    RANGE(Dimension.ACCURACY),
    /// `columns`: one; `values`: what people type when they have no value
    NOT_FILLER(Dimension.ACCURACY),
    /// `columns`: one or more
    UNIQUE(Dimension.ACCURACY),
    /// `columns`: the date of birth, the identity number
    BIRTH_OF_ID(Dimension.CONSISTENCY),
    /// `columns`: the sex, the identity number; `values`: those of men, `others`: those of women
    SEX_OF_ID(Dimension.CONSISTENCY),
    /// `columns`: one; `entry` and `other`: the entry and its column in which the value must occur
    REFERENCE(Dimension.CONSISTENCY),
    /// `columns`: the earlier date, the later date
    ORDER(Dimension.TIMELINESS),
    /// `columns`: one
    NOT_FUTURE(Dimension.TIMELINESS),
    /// `text`: a condition in the safe dialect; its dimension is chosen
    CONDITION(Dimension.CONSISTENCY),
    /// of the version: its number of rows differs from that of the version before by at most `percent`
    VOLUME(Dimension.COMPLETENESS),
    /// of the version: it came within the update cycle after the one before
    FRESH(Dimension.TIMELINESS),
    /// of the source: its collections of the last 30 days succeeded
    REACHABLE(Dimension.ACCESSIBILITY);

    private final Dimension dimension;

    RuleKind(Dimension dimension) {
        this.dimension = dimension;
    }

    Dimension dimension() {
        return dimension;
    }

    /// Whether it is about versions as a whole, so that no single rows fail it.
    boolean isOfVersion() {
        return this == VOLUME || this == FRESH || this == REACHABLE;
    }

    /// Number of columns that it names, -1 for one or more.
    int columns() {
        return switch (this) {
            case VOLUME, FRESH, REACHABLE, CONDITION -> 0;
            case BIRTH_OF_ID, SEX_OF_ID, ORDER -> 2;
            case UNIQUE -> -1;
            default -> 1;
        };
    }

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
