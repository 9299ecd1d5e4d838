package org.shuguan.dataplane.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a column was found to be and the grade that is suggested for it.
///
/// @param findings the most certain first; empty where nothing was recognised
/// @param reason why this grade, for [Words]
/// @param personal category of personal information, null where it is none
public record Classification(
        String column,
        List<Finding> findings,
        Grade grade,
        Reason reason,
        @Nullable String personal,
        boolean sensitive) {
    /// @param confidence 0 to 1
    public record Finding(DataType type, double confidence, List<Reason> evidence) {}

    /// A sentence to be said in the reader's language: `words` has the text of [#code], with [#facts] in it.
    public record Reason(String code, Map<String, String> facts) {}

    public Classification {
        findings = List.copyOf(findings);
    }

    public Optional<Finding> best() {
        return findings.stream().findFirst();
    }
}
