package org.shuguan.server.followup;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on follow-ups: between the lead unit, those that take part and whoever gave it.
@Component
@Transactional(readOnly = true)
class FollowUpComments implements CommentSubject {
    private final KeptFollowUps kept;
    private final KeptDetails details;
    private final FollowUps followUps;

    FollowUpComments(KeptFollowUps kept, KeptDetails details, FollowUps followUps) {
        this.kept = kept;
        this.details = details;
        this.followUps = followUps;
    }

    @Override
    public String about() {
        return "follow-up";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return kept.seen(id, followUps.reader(reader))
                .map(one -> new Seen(
                        one.title(),
                        one.link(),
                        Stream.concat(
                                        Stream.of(one.lead(), one.giverUnit()),
                                        details.partsOf(id).stream().map(Part::unit))
                                .distinct()
                                .toList()));
    }
}
