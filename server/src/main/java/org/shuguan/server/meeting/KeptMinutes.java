package org.shuguan.server.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Minutes, their numbers, and what participants say about them.
@Repository
class KeptMinutes {
    private static final String SELECT = "select meeting, territory, state, round, content, sha256,"
            + " comment_by, circulated_by, circulated_by_id, circulated_for, circulated_at, returned_because, number_year,"
            + " number, signed_by, signed_kind, signed_for, signed_at from meeting.minutes";

    private final JdbcClient jdbc;

    KeptMinutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Minutes> of(UUID meeting) {
        return jdbc.sql(SELECT + " where meeting = :meeting")
                .param("meeting", meeting)
                .query(Rows.to(Minutes.class))
                .optional();
    }

    /// Circulates minutes, the first time or again.
    void circulate(
            Meeting of,
            String content,
            String sha256,
            LocalDate commentBy,
            FourEyes.Party party,
            Person by,
            Instant now) {
        jdbc.sql("""
                        insert into meeting.minutes (meeting, territory, state, round, content, sha256, comment_by,
                                                     circulated_by, circulated_by_id, circulated_for, circulated_at)
                        values (:meeting, :territory, 'circulated', 1, :content, :sha256, :commentBy, :by, :byId,
                                :for, :now)
                        on conflict (meeting) do update
                           set state = 'circulated', round = minutes.round + 1, content = excluded.content,
                               sha256 = excluded.sha256, comment_by = excluded.comment_by,
                               circulated_by = excluded.circulated_by, circulated_by_id = excluded.circulated_by_id,
                               circulated_for = excluded.circulated_for, circulated_at = excluded.circulated_at,
                               returned_because = null
                        """)
                .param("meeting", of.id())
                .param("territory", of.territory().value())
                .param("content", content)
                .param("sha256", sha256)
                .param("commentBy", commentBy)
                .param("by", by.name())
                .param("byId", party.officer().value())
                .param("for", Rows.parameter(party.principal()))
                .param("now", Rows.parameter(now))
                .update();
    }

    List<Minutes> lockCirculated() {
        return jdbc.sql(SELECT + " where state = 'circulated' order by meeting for update")
                .query(Rows.to(Minutes.class))
                .list();
    }

    void commentBy(UUID meeting, LocalDate day) {
        jdbc.sql("update meeting.minutes set comment_by = :day where meeting = :meeting")
                .param("meeting", meeting)
                .param("day", day)
                .update();
    }

    void giveBack(UUID meeting, String reason) {
        jdbc.sql("update meeting.minutes set state = 'returned', returned_because = :reason where meeting = :meeting")
                .param("meeting", meeting)
                .param("reason", reason)
                .update();
    }

    /// The next number of the territory's minutes in the year; it is given back if the transaction rolls back.
    int nextNumber(UnitCode territory, int year) {
        return jdbc.sql("""
                        insert into meeting.numbering (territory, year, last) values (:territory, :year, 1)
                        on conflict (territory, year) do update set last = numbering.last + 1
                        returning last
                        """)
                .param("territory", territory.value())
                .param("year", year)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    void sign(UUID meeting, int year, int number, Person by, Capacity as, Instant now) {
        jdbc.sql("""
                        update meeting.minutes
                           set state = 'signed', number_year = :year, number = :number, signed_by = :by,
                               signed_by_id = :byId, signed_kind = :kind, signed_for = :for, signed_at = :now
                         where meeting = :meeting
                        """)
                .param("meeting", meeting)
                .param("year", year)
                .param("number", number)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("kind", as.kind().word())
                .param("for", as.onBehalfOfName())
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Keeps what a participant says in this round; a second time replaces it.
    void remark(UUID meeting, Seat seat, int round, String text, Person by, @Nullable String byFor, Instant now) {
        jdbc.sql("""
                        insert into meeting.remark (id, seat, meeting, round, text, by_name, by_id, by_for, at)
                        values (:id, :seat, :meeting, :round, :text, :by, :byId, :for, :now)
                        on conflict (seat, round) do update
                           set text = excluded.text, by_name = excluded.by_name, by_id = excluded.by_id,
                               by_for = excluded.by_for, at = excluded.at
                        """)
                .param("id", UUID.randomUUID())
                .param("seat", seat.id())
                .param("meeting", meeting)
                .param("round", round)
                .param("text", text)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("for", byFor)
                .param("now", Rows.parameter(now))
                .update();
    }

    List<Remark> remarksOf(UUID meeting) {
        return jdbc.sql("select id, seat, round, text, by_name, by_for, at from meeting.remark"
                        + " where meeting = :meeting order by at")
                .param("meeting", meeting)
                .query(Rows.to(Remark.class))
                .list();
    }
}
