package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recognised type of a column and the suggested grade.
///
/// @param column name of the column
/// @param findings recognised types, the most certain first, at most three; empty if none was recognised
/// @param grade the suggested grade
/// @param reason why this grade; [CensusTexts] has the sentence
/// @param personal category of personal information, null if it is not personal
/// @param sensitive whether it is sensitive personal information (PIPL article 28)
/// @param asserted whether the most certain finding is asserted, and not only a suspicion
/// @param considered types for which something speaks and more speaks against, with the evidence; at most three
public record Classification(
        String column,
        List<Finding> findings,
        Grade grade,
        Reason reason,
        @Nullable String personal,
        boolean sensitive,
        Boolean asserted,
        List<Finding> considered) {
    /// A type that the column may have.
    ///
    /// @param confidence 0 to 1
    /// @param evidence reasons for the type, to be shown to people
    public record Finding(DataType type, double confidence, List<Reason> evidence) {}

    /// A sentence for people in their language: [CensusTexts] has the text for [#code], with placeholders for
    /// [#facts].
    public record Reason(String code, Map<String, String> facts) {}

    /// Without rejected types.
    public Classification(
            String column,
            List<Finding> findings,
            Grade grade,
            Reason reason,
            @Nullable String personal,
            boolean sensitive,
            boolean asserted) {
        this(column, findings, grade, reason, personal, sensitive, asserted, List.of());
    }

    public Classification {
        findings = List.copyOf(findings);
        considered = considered == null ? List.of() : List.copyOf(considered);
        // Results stored by older versions do not say: they went by what is the default now.
        asserted = asserted == null
                ? !findings.isEmpty()
                        && Thresholds.DEFAULT.asserts(findings.getFirst().confidence())
                : asserted;
    }

    /// The most certain finding, be it asserted or suspected; empty if there is none.
    public Optional<Finding> best() {
        return findings.stream().findFirst();
    }

    /// The most certain finding if it is asserted.
    public Optional<Finding> recognised() {
        return asserted ? best() : Optional.empty();
    }
}
