package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;

/// What a person knows better about a column than a census measured. A person's word raises a grade; only one that is
/// marked as lowered (by a security reviewer) goes below what was measured.
///
/// @param type what it holds: a word of [DataType], or [#NOTHING]
/// @param grade a word of [Grade]
/// @param title its name in Chinese
/// @param loweredFrom from which grade a reviewer agreed to lower it: a graver finding later counts again; null where
/// the grade only raises
public record Correction(
        @Nullable Said type,
        @Nullable Said grade,
        @Nullable Said title,
        @Nullable Grade loweredFrom) {
    /// Says of a column that it holds nothing particular.
    public static final String NOTHING = "none";

    public static final Correction NONE = new Correction(null, null, null, null);

    private static final GradeRules RULES = new GradeRules();

    /// @param day in the city, for people
    public record Said(String value, String by, String day, String why) {
        private Map<String, String> facts() {
            return Map.of("by", by, "day", day, "why", why);
        }
    }

    /// What counts, of what was measured.
    public Classification of(Classification measured) {
        Classification typed = typed(measured);
        if (grade == null) {
            return typed;
        }
        Grade said = Grade.of(grade.value());
        boolean stillAgreed = loweredFrom != null && typed.grade().compareTo(loweredFrom) <= 0;
        Grade counts = stillAgreed ? said : typed.grade().orHigher(said);
        return new Classification(
                typed.column(),
                typed.findings(),
                counts,
                counts == said ? new Reason("grade-mended", grade.facts()) : typed.reason(),
                typed.personal(),
                typed.sensitive());
    }

    private Classification typed(Classification measured) {
        if (type == null) {
            return measured;
        }
        List<Finding> findings = new ArrayList<>();
        GradeRules.Rule rule = RULES.usual();
        Optional<DataType> said = dataType(type.value());
        if (said.isPresent()) {
            rule = RULES.of(said.get());
            findings.add(new Finding(said.get(), 1, List.of(new Reason("mended", type.facts()))));
        }
        // What it was taken for before stays readable as far as it is a doubt, no further.
        Grade grade = measured.grade().orHigher(said.isPresent() ? rule.grade() : Grade.GENERAL_1);
        return new Classification(
                measured.column(),
                findings,
                grade,
                new Reason("grade-type-mended", type.facts()),
                rule.category(),
                rule.sensitive());
    }

    /// The type of that word, empty for [#NOTHING] and for words that are none.
    public static Optional<DataType> dataType(String word) {
        return Arrays.stream(DataType.values())
                .filter(type -> Objects.equals(type.word(), word))
                .findFirst();
    }
}
