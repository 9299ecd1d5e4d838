package org.shuguan.server.sharing;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on sharing requests: between the unit that asks and the owners.
@Component
@Transactional(readOnly = true)
class RequestComments implements CommentSubject {
    private final SharingSight sight;
    private final RequestParts parts;

    RequestComments(SharingSight sight, RequestParts parts) {
        this.sight = sight;
        this.parts = parts;
    }

    @Override
    public String about() {
        return "sharing-request";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return sight.seen(id, reader)
                .map(one -> new Seen(
                        one.title(),
                        one.link(),
                        Stream.concat(
                                        Stream.of(one.unit()),
                                        parts.of(id).stream().map(Part::owner))
                                .distinct()
                                .toList()));
    }
}
