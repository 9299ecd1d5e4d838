package org.shuguan.server.task;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the task does not allow this.
public final class TaskRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private TaskRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, facts);
    }

    /// The subject of the task is not settled yet.
    ///
    /// @param link the page on which that is done
    static TaskRefused followsSubject(String link) {
        return new TaskRefused("task/follows-subject", Map.of("link", link));
    }

    static TaskRefused alreadyDone() {
        return new TaskRefused("task/already-done", Map.of());
    }
}
