package org.shuguan.server.followup;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the follow-up does not allow this.
final class FollowUpRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private FollowUpRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, facts);
    }

    static FollowUpRefused over() {
        return new FollowUpRefused("followup/over", Map.of());
    }

    static FollowUpRefused notAtThisStep() {
        return new FollowUpRefused("followup/not-at-this-step", Map.of());
    }

    /// Units that take part, or follow-ups split from this one, are not done yet.
    ///
    /// @param names of the units, or numbers of the follow-ups
    static FollowUpRefused notAllDone(String names) {
        return new FollowUpRefused("followup/not-all-done", Map.of("names", names));
    }

    static FollowUpRefused alreadyAsked() {
        return new FollowUpRefused("followup/already-asked", Map.of());
    }

    static FollowUpRefused alreadyAnswered() {
        return new FollowUpRefused("followup/already-answered", Map.of());
    }

    /// Four eyes: who told of the work does not confirm it.
    static FollowUpRefused ownReport() {
        return new FollowUpRefused("followup/own-report", Map.of());
    }

    static FollowUpRefused standing() {
        return new FollowUpRefused("followup/standing", Map.of());
    }

    static FollowUpRefused notMergeable() {
        return new FollowUpRefused("followup/not-mergeable", Map.of());
    }
}
