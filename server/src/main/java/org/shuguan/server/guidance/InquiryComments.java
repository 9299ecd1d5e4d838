package org.shuguan.server.guidance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on inquiries: between the unit and the bureau.
@Component
@Transactional(readOnly = true)
class InquiryComments implements CommentSubject {
    private final Inquiries inquiries;

    InquiryComments(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @Override
    public String about() {
        return "inquiry";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return inquiries
                .seen(id, reader)
                .map(one -> new Seen(one.title(), one.link(), List.of(one.unit(), one.territory())));
    }
}
