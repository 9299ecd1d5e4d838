package org.shuguan.server.quality;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on objections: between the reporter and the unit that owns the data.
@Component
@Transactional(readOnly = true)
class ObjectionComments implements CommentSubject {
    private final Objections objections;

    ObjectionComments(Objections objections) {
        this.objections = objections;
    }

    @Override
    public String about() {
        return "objection";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return objections
                .seen(id, reader)
                .map(one -> new Seen(one.title() + " · " + one.itemName(), one.link(), List.of(one.unit())));
    }
}
