package org.shuguan.server.guidance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptFaqs {
    private static final String SELECT = "select f.id, f.territory, f.topic, f.question, f.answer, f.inquiry,"
            + " f.published_by, f.published_at, f.changed_by, f.changed_at, f.withdrawn_by, f.withdrawn_at,"
            + " f.withdrawn_because, f.revision from guidance.faq f ";

    /// A version of a question.
    record FaqVersion(long number, String topic, String question, String answer, String writtenBy, Instant writtenAt) {}

    private final JdbcClient jdbc;

    KeptFaqs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, UnitCode territory, NewFaq wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into guidance.faq (id, territory, topic, question, answer, inquiry, published_by,
                                                  published_at, changed_by, changed_at)
                        values (:id, :territory, :topic, :question, :answer, :inquiry, :by, :now, :by, :now)
                        """)
                .params(Rows.of(wanted))
                .param("id", id)
                .param("territory", territory.value())
                .param("by", by.name())
                .param("now", Rows.parameter(now))
                .update();
        version(id, 1, wanted, by, now);
    }

    /// Saves it; returns false if the revision is not the current one.
    boolean save(UUID id, long revision, NewFaq wanted, Person by, Instant now) {
        boolean saved = jdbc.sql("""
                        update guidance.faq
                           set topic = :topic, question = :question, answer = :answer, changed_by = :by,
                               changed_at = :now, revision = revision + 1
                         where id = :id and revision = :revision
                        """)
                        .params(Rows.of(wanted))
                        .param("id", id)
                        .param("revision", revision)
                        .param("by", by.name())
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
        if (saved) {
            version(id, revision + 1, wanted, by, now);
        }
        return saved;
    }

    private void version(UUID id, long number, NewFaq wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into guidance.faq_version (faq, number, topic, question, answer, written_by,
                                                          written_by_id, written_at)
                        values (:id, :number, :topic, :question, :answer, :by, :byId, :now)
                        """)
                .params(Rows.of(wanted))
                .param("id", id)
                .param("number", number)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
    }

    void withdraw(UUID id, String because, Person by, Instant now) {
        jdbc.sql("update guidance.faq set withdrawn_by = :by, withdrawn_at = :now, withdrawn_because = :because"
                        + " where id = :id")
                .param("id", id)
                .param("because", because)
                .param("by", by.name())
                .param("now", Rows.parameter(now))
                .update();
    }

    Optional<Faq> find(UUID id) {
        return jdbc.sql(SELECT + "where f.id = :id")
                .param("id", id)
                .query(Rows.to(Faq.class))
                .optional();
    }

    Optional<Faq> lock(UUID id) {
        return jdbc.sql(SELECT + "where f.id = :id for update")
                .param("id", id)
                .query(Rows.to(Faq.class))
                .optional();
    }

    List<Faq> ofInquiry(UUID inquiry) {
        return jdbc.sql(SELECT + "where f.inquiry = :inquiry order by f.published_at, f.id")
                .param("inquiry", inquiry)
                .query(Rows.to(Faq.class))
                .list();
    }

    /// The newest first.
    List<FaqVersion> versionsOf(UUID id) {
        return jdbc.sql("select number, topic, question, answer, written_by, written_at from guidance.faq_version"
                        + " where faq = :id order by number desc")
                .param("id", id)
                .query(Rows.to(FaqVersion.class))
                .list();
    }

    /// @param topic null for all
    /// @param withdrawn whether those that were withdrawn, or those that stand
    Listing<Faq> list(@Nullable String topic, boolean withdrawn, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + "where (f.withdrawn_at is not null) = :withdrawn"
                                + " and (cast(:topic as text) is null or f.topic = :topic)"
                                + " and (f.question || ' ' || f.answer) ilike all (:words)")
                .with("withdrawn", withdrawn)
                .with("topic", topic)
                .with("words", SearchWords.of(query))
                .page(query, FaqController.COLUMNS.order(query, "f.changed_at desc", "f.id"), Rows.to(Faq.class));
    }
}
