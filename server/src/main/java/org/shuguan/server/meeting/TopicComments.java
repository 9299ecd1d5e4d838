package org.shuguan.server.meeting;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on topics of meetings.
@Component
@Transactional(readOnly = true)
class TopicComments implements CommentSubject {
    private final Topics topics;

    TopicComments(Topics topics) {
        this.topics = topics;
    }

    @Override
    public String about() {
        return "topic";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return topics.seen(id, reader)
                .map(one -> new Seen(one.title(), one.page(), List.of(one.unit(), one.territory())));
    }
}
