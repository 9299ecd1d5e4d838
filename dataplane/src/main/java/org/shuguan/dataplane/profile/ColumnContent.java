package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the values of a column mean when the ways of writing them are undone: `１，２３４`, `1.2万` and `1234` are
/// numbers, `2021年8月10日` and `2021-08-10` are days. Counted in the sample and scaled up, as patterns are.
///
/// @param kind null where it is neither mostly numbers nor mostly days
/// @param forms how many values are written which way, most first; a value that has two forms counts in both
/// @param other values that are none of the kind
/// @param min the smallest, normalised; null where there is no kind
/// @param lostDigits values of which a spreadsheet has left `4.41E+17`: numbers of people or things whose last digits
///     are gone for good. A defect: they are not guessed, they must be fetched from where they came from
public record ColumnContent(
        @Nullable Kind kind,
        List<ColumnProfile.Count> forms,
        long other,
        @Nullable String min,
        @Nullable String max,
        long lostDigits) {
    /// What most of the values are.
    public enum Kind {
        NUMBER,
        DAY
    }

    public ColumnContent {
        forms = List.copyOf(forms);
    }
}
