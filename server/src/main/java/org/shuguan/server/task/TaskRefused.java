package org.shuguan.server.task;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// What a task does not allow any more.
public final class TaskRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private TaskRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static TaskRefused alreadyDone() {
        return new TaskRefused("task/already-done");
    }
}
