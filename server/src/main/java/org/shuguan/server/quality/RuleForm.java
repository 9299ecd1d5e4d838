package org.shuguan.server.quality;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rule as a person fills it in.
///
/// @param dimension only where the kind leaves the choice; null for the kind's own
/// @param weight null for 1
/// @param tolerance in percent, null for 0
/// @param replaces the rule in force in whose place it shall come
public record RuleForm(
        RuleKind kind,
        @Nullable Dimension dimension,
        Terms terms,
        @Nullable String remark,
        @Nullable Integer weight,
        @Nullable Double tolerance,
        boolean holds,
        boolean suggested,
        @Nullable UUID replaces) {
    public RuleForm {
        terms = terms == null ? Terms.none() : terms;
    }

    /// A rule that a person has thought of.
    public static RuleForm of(RuleKind kind, Terms terms, int weight, double tolerance, boolean holds) {
        return new RuleForm(kind, null, terms, null, weight, tolerance, holds, false, null);
    }

    static RuleForm suggested(RuleKind kind, Terms terms, int weight, boolean holds) {
        return new RuleForm(kind, null, terms, null, weight, 0.0, holds, true, null);
    }

    RuleForm tolerating(double percent) {
        return new RuleForm(kind, dimension, terms, remark, weight, percent, holds, suggested, replaces);
    }

    int weightOrUsual() {
        return weight == null ? 1 : weight;
    }

    double toleranceOrNone() {
        return tolerance == null ? 0 : tolerance;
    }

    Dimension dimensionOfKind() {
        return kind == RuleKind.CONDITION && dimension != null ? dimension : kind.dimension();
    }
}
