package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;

/// What people stated about a column, overriding what a census measured. A stated grade only raises the measured
/// grade, unless a security reviewer agreed to lower it.
///
/// @param type the type that it holds: a word of [DataType], or [#NOTHING]
/// @param grade the grade: a word of [Grade]
/// @param title the column's Chinese title
/// @param loweredFrom the measured grade from which a reviewer agreed to lower it; if a higher grade is measured
///     later, the measured one counts again. Null if the grade only raises
public record Correction(
        @Nullable Statement type,
        @Nullable Statement grade,
        @Nullable Statement title,
        @Nullable Grade loweredFrom) {
    /// Value of [#type] for columns that hold nothing particular.
    public static final String NOTHING = "none";

    /// No statement about the column.
    public static final Correction NONE = new Correction(null, null, null, null);

    /// A statement of a person.
    ///
    /// @param value what was stated
    /// @param by name of the person
    /// @param day the day in the city's time zone, as shown to people
    /// @param why the reason that was given
    public record Statement(String value, String by, String day, String why) {
        private Map<String, String> facts() {
            return Map.of("by", by, "day", day, "why", why);
        }
    }

    /// Applies the correction to a measured classification.
    ///
    /// @param types what follows from the stated type; a type that it does not have has the grade of any column
    public Classification applyTo(Classification measured, KnownTypes types) {
        Classification typed = typed(measured, types);
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
                counts == said ? new Reason("grade-corrected", grade.facts()) : typed.reason(),
                typed.personal(),
                typed.sensitive(),
                typed.asserted(),
                typed.considered());
    }

    private Classification typed(Classification measured, KnownTypes types) {
        if (type == null) {
            return measured;
        }
        List<Finding> findings = new ArrayList<>();
        KnownTypes.Rule rule = types.defaultRule();
        Optional<DataType> said = DataType.find(type.value());
        if (said.isPresent()) {
            rule = types.forType(said.get());
            findings.add(new Finding(said.get(), 1, List.of(new Reason("corrected", type.facts()))));
        }
        // If the type was set to nothing, the measured grade stays as the lower bound.
        Grade grade = measured.grade().orHigher(said.isPresent() ? rule.grade() : Grade.GENERAL_1);
        return new Classification(
                measured.column(),
                findings,
                grade,
                new Reason("grade-type-corrected", type.facts()),
                rule.category(),
                rule.sensitive(),
                said.isPresent(),
                measured.considered());
    }
}
