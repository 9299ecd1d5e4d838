package org.shuguan.server.collection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// The server does not start, because the lake cannot be where the settings say. Its message says what to do.
final class LakeUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LakeUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /// Shows the sentence instead of a stack trace.
    static final class Analyzer extends AbstractFailureAnalyzer<LakeUnusable> {
        @Override
        protected FailureAnalysis analyze(Throwable root, LakeUnusable unusable) {
            return new FailureAnalysis(
                    unusable.getMessage(),
                    "Correct the settings shuguan.lake.* (operator's guide, “Collected data in a bucket”) and start again.",
                    unusable);
        }
    }
}
