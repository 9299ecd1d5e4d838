package org.shuguan.server.document;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptDocuments {
    private static final String SELECT = "select d.id, d.subject, d.title, d.grade, d.bytes, d.sha256, d.added_by,"
            + " d.added_by_id, d.added_at from document.document d";

    private final JdbcClient jdbc;

    KeptDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Document one) {
        jdbc.sql("""
                        insert into document.document (id, subject, title, grade, bytes, sha256, added_by, added_by_id,
                                                       added_at)
                        values (:id, :subject, :title, :grade, :bytes, :sha256, :addedBy, :addedById, :addedAt)
                        """).params(Rows.of(one)).update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from document.document where id = :id").param("id", id).update();
    }

    Optional<Document> find(UUID id) {
        return jdbc.sql(SELECT + " where d.id = :id")
                .param("id", id)
                .query(Rows.to(Document.class))
                .optional();
    }

    List<Document> of(String subject) {
        return jdbc.sql(SELECT + " where d.subject = :subject order by d.added_at, d.id")
                .param("subject", subject)
                .query(Rows.to(Document.class))
                .list();
    }

    /// Which of the ids have a row.
    List<UUID> known(Collection<UUID> ids) {
        return jdbc.sql("select id from document.document where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    void receipt(UUID document, Person by, Instant at) {
        jdbc.sql("""
                        insert into document.receipt (document, officer, officer_name, at)
                        values (:document, :officer, :name, :at) on conflict do nothing
                        """)
                .param("document", document)
                .param("officer", by.id() == null ? null : by.id().value())
                .param("name", by.name())
                .param("at", Rows.parameter(at))
                .update();
    }

    List<Receipt> receiptsOf(String subject) {
        return jdbc.sql("select r.document, r.officer, r.officer_name, r.at from document.receipt r"
                        + " join document.document d on d.id = r.document where d.subject = :subject order by r.at")
                .param("subject", subject)
                .query(Rows.to(Receipt.class))
                .list();
    }
}
