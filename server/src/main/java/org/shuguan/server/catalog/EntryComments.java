package org.shuguan.server.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.comment.CommentSubject;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Comments on entries of the catalog.
@Component
@Transactional(readOnly = true)
class EntryComments implements CommentSubject {
    private final CatalogAccess access;
    private final Versions versions;

    EntryComments(CatalogAccess access, Versions versions) {
        this.access = access;
        this.versions = versions;
    }

    @Override
    public String about() {
        return "entry";
    }

    @Override
    public Optional<Seen> seen(UUID id, Actor reader) {
        return Optional.ofNullable(access.newestVisible(reader, List.of(id)).get(id))
                .flatMap(number -> versions.of(id).stream()
                        .filter(one -> one.number() == number)
                        .findFirst())
                .map(one -> new Seen(one.content().title(), "/office/catalog/" + id, List.of(one.unit())));
    }
}
