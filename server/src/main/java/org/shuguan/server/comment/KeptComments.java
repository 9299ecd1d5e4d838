package org.shuguan.server.comment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptComments {
    private static final String SELECT =
            "select c.id, c.about, c.subject, c.audience, c.unit, c.office, c.text, c.written_by,"
                    + " c.written_by_id, c.written_at, c.edited_at, c.removed_by, c.removed_at from comment.comment c ";

    /// The comments on an object that a reader may read; their own in any case.
    private static final String READ = "where c.about = :about and c.subject = :subject and (c.audience = 'everybody'"
            + " or c.written_by_id = :reader or " + Scope.condition("c.unit", "inside") + ") ";

    /// A person whom a comment names.
    record Mention(UUID comment, OfficerId officer, String name) {}

    /// Whose comments on what.
    ///
    /// @param inside units whose internal comments the reader reads
    record Reading(String about, UUID subject, OfficerId reader, Scope inside) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = inside.parameters("inside");
            parameters.put("about", about);
            parameters.put("subject", subject);
            parameters.put("reader", reader.value());
            return parameters;
        }
    }

    private final JdbcClient jdbc;

    KeptComments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Comment comment) {
        jdbc.sql("""
                        insert into comment.comment (id, about, subject, audience, unit, office, text, written_by,
                                                     written_by_id, written_at)
                        values (:id, :about, :subject, :audience, :unit, :office, :text, :writtenBy, :writtenById, :writtenAt)
                        """).params(Rows.of(comment)).update();
    }

    void edit(UUID id, String text, Instant at) {
        jdbc.sql("update comment.comment set text = :text, edited_at = :at where id = :id")
                .param("id", id)
                .param("text", text)
                .param("at", Rows.parameter(at))
                .update();
    }

    /// Forgets the text and who was named.
    void remove(UUID id, Person by, Instant at) {
        jdbc.sql("update comment.comment set text = null, removed_by = :by, removed_at = :at where id = :id")
                .param("id", id)
                .param("by", by.name())
                .param("at", Rows.parameter(at))
                .update();
        mention(id, Map.of());
    }

    /// Puts these persons in the place of those whom the comment names.
    void mention(UUID id, Map<OfficerId, String> people) {
        jdbc.sql("delete from comment.mention where comment = :id")
                .param("id", id)
                .update();
        people.forEach((officer, name) -> jdbc.sql(
                        "insert into comment.mention (comment, officer, name) values (:id, :officer, :name)")
                .param("id", id)
                .param("officer", officer.value())
                .param("name", name)
                .update());
    }

    Optional<Comment> find(UUID id) {
        return jdbc.sql(SELECT + "where c.id = :id")
                .param("id", id)
                .query(Rows.to(Comment.class))
                .optional();
    }

    Optional<Comment> lock(UUID id) {
        return jdbc.sql(SELECT + "where c.id = :id for update")
                .param("id", id)
                .query(Rows.to(Comment.class))
                .optional();
    }

    Map<UUID, List<Mention>> mentionsOf(Collection<UUID> comments) {
        return jdbc
                .sql(
                        "select comment, officer, name from comment.mention where comment = any(:ids) order by name, officer")
                .param("ids", comments.toArray(UUID[]::new))
                .query(Rows.to(Mention.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Mention::comment));
    }

    /// A page of the comments, the newest first.
    Listing<Comment> page(Reading reading, int page, int size) {
        long total = jdbc.sql("select count(*) from comment.comment c " + READ)
                .params(reading.parameters())
                .query((row, n) -> row.getLong(1))
                .single();
        List<Comment> items = jdbc.sql(SELECT + READ + "order by c.position desc limit :size offset :offset")
                .params(reading.parameters())
                .param("size", size)
                .param("offset", (page - 1) * size)
                .query(Rows.to(Comment.class))
                .list();
        return new Listing<>(items, total, page, size);
    }

    /// How many of the comments are newer than this one; null if the reader does not read it.
    @Nullable
    Long newer(Reading reading, UUID comment) {
        return jdbc.sql("select n from (select c.id, row_number() over (order by c.position desc) - 1 as n"
                        + " from comment.comment c " + READ + ") numbered where id = :id")
                .params(reading.parameters())
                .param("id", comment)
                .query((row, n) -> row.getLong(1))
                .optional()
                .orElse(null);
    }
}
