package org.shuguan.server.demand;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on demands: between the unit that asks, the one that is asked and the one that supplies.
@Component
@Transactional(readOnly = true)
class DemandComments implements CommentSubject {
    private final Demands demands;
    private final Access access;

    DemandComments(Demands demands, Access access) {
        this.demands = demands;
        this.access = access;
    }

    @Override
    public String about() {
        return "demand";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return demands.visible(id, Demands.Visible.to(reader, access))
                .map(one -> new Seen(
                        one.title(),
                        one.link(),
                        Stream.of(one.unit(), one.asked(), one.responsible())
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList()));
    }
}
