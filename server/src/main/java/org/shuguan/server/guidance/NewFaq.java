package org.shuguan.server.guidance;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is written of a frequently asked question.
///
/// @param topic code of the rule `guidance.topics`
/// @param inquiry of which it is made, null if of none; only read when it is published
public record NewFaq(
        String topic,
        String question,
        String answer,
        @Nullable UUID inquiry) {
    public NewFaq {
        topic = text(topic);
        question = text(question);
        answer = text(answer);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
