package org.shuguan.server.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptNotices {
    /// @param facts JSON of the sentence's arguments
    record Kept(
            long id,
            String code,
            String facts,
            String link,
            Instant toldAt,
            @Nullable Instant readAt) {}

    private final JdbcClient jdbc;

    KeptNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps a notice, unless the person was given one with this key before.
    ///
    /// @return its id, empty if there was one
    Optional<Long> add(OfficerId officer, String key, String code, String facts, String link, Instant at) {
        return jdbc.sql("""
                        insert into notice.notice (officer, key, code, facts, link, told_at)
                        values (:officer, :key, :code, :facts::jsonb, :link, :at)
                        on conflict (officer, key) do nothing
                        returning id
                        """)
                .param("officer", officer.value())
                .param("key", key)
                .param("code", code)
                .param("facts", facts)
                .param("link", link)
                .param("at", Rows.parameter(at))
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    List<Kept> of(OfficerId officer, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select id, code, facts::text as facts, link, told_at, read_at
                                  from notice.notice where officer = :officer and id in (:ids) order by id
                                """)
                        .param("officer", officer.value())
                        .param("ids", ids)
                        .query(Rows.to(Kept.class))
                        .list();
    }

    long unread(OfficerId officer) {
        return jdbc.sql("select count(*) from notice.notice where officer = :officer and read_at is null")
                .param("officer", officer.value())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    Listing<Kept> list(OfficerId officer, boolean onlyUnread, ListQuery query) {
        String where = " from notice.notice where officer = :officer and (not :unread or read_at is null)"
                + " and facts::text ilike :like";
        String order = NoticeController.COLUMNS.order(query, "told_at desc", "id desc");
        return PagedQuery.of(jdbc, "select id, code, facts::text as facts, link, told_at, read_at" + where)
                .with("officer", officer.value())
                .with("unread", onlyUnread)
                .page(query, order, Rows.to(Kept.class));
    }

    /// Marks a notice as read; returns false if it is not the officer's.
    boolean read(OfficerId officer, long id, Instant at) {
        return jdbc.sql("""
                                update notice.notice set read_at = coalesce(read_at, :at)
                                 where id = :id and officer = :officer
                                """)
                        .param("id", id)
                        .param("officer", officer.value())
                        .param("at", Rows.parameter(at))
                        .update()
                == 1;
    }

    void readAll(OfficerId officer, Instant at) {
        jdbc.sql("update notice.notice set read_at = :at where officer = :officer and read_at is null")
                .param("officer", officer.value())
                .param("at", Rows.parameter(at))
                .update();
    }
}
