package org.shuguan.server.task;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on tasks.
@Component
@Transactional(readOnly = true)
class TaskComments implements CommentSubject {
    private final Tasks tasks;

    TaskComments(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public String about() {
        return "task";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return tasks.seen(id, reader)
                .map(task -> new Seen(tasks.sentence(task), "/office/tasks/" + id, List.of(task.unit())));
    }
}
