package org.shuguan.server.channel;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What has to go out and what became of it.
@Repository
class KeptMessages {
    /// Notices that go out in one letter.
    static final int MOST_IN_A_LETTER = 50;

    /// What became of a message.
    enum State {
        WAITING,
        SENT,
        /// The person had read the notice on the page before the message was due.
        READ_BEFORE,
        GIVEN_UP
    }

    record Message(
            long id,
            OfficerId officer,
            ChannelKind kind,
            long notice,
            State state,
            Instant createdAt,
            Instant dueAt,
            int attempts,
            @Nullable UUID letter,
            @Nullable String failure,
            @Nullable Instant endedAt) {}

    private static final String COLUMNS =
            "id, officer, kind, notice, state, created_at, due_at, attempts, letter, failure, ended_at";

    private final JdbcClient jdbc;

    KeptMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Channel channel, long notice, Instant at) {
        jdbc.sql("""
                        insert into channel.message (officer, kind, notice, created_at, due_at)
                        values (:officer, :kind, :notice, :at, :due)
                        on conflict (officer, kind, notice) do nothing
                        """)
                .param("officer", channel.officer().value())
                .param("kind", Rows.word(channel.kind()))
                .param("notice", notice)
                .param("at", Rows.parameter(at))
                .param("due", Rows.parameter(channel.due(at)))
                .update();
    }

    /// Takes the messages of the letter that is due first; nobody else takes them before the time is over.
    ///
    /// @param without kinds whose server is away
    /// @return messages of one person and one channel, empty if nothing is due
    List<Message> claim(List<ChannelKind> without, Instant now, Duration time) {
        Optional<Message> first = jdbc.sql("select " + COLUMNS + """
                                  from channel.message
                                 where state = 'waiting' and due_at <= :now
                                   and (claimed_until is null or claimed_until < :now) and kind <> all (:without)
                                 order by due_at, id limit 1 for update skip locked
                                """)
                .param("now", Rows.parameter(now))
                .param("without", without.stream().map(Rows::word).toArray(String[]::new))
                .query(Rows.to(Message.class))
                .optional();
        return first.map(message -> together(message, now, now.plus(time))).orElse(List.of());
    }

    private List<Message> together(Message first, Instant now, Instant until) {
        // A letter that may have gone out keeps its number and its content.
        UUID letter = first.letter() == null ? UUID.randomUUID() : first.letter();
        return jdbc.sql("""
                        update channel.message set letter = :letter, claimed_until = :until
                         where id in (
                            select id from channel.message
                             where officer = :officer and kind = :kind and state = 'waiting'
                               and letter is not distinct from :before
                               and (:before::uuid is not null or due_at <= :now)
                             order by id limit :most for update)
                        returning
                        """ + COLUMNS)
                .param("letter", letter)
                .param("before", first.letter())
                .param("until", Rows.parameter(until))
                .param("now", Rows.parameter(now))
                .param("officer", first.officer().value())
                .param("kind", Rows.word(first.kind()))
                .param("most", MOST_IN_A_LETTER)
                .query(Rows.to(Message.class))
                .list();
    }

    void end(List<Long> ids, State state, Instant now) {
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            update channel.message
                               set state = :state, ended_at = :now, claimed_until = null,
                                   attempts = attempts + case when :state = 'read-before' then 0 else 1 end
                             where id in (:ids) and state = 'waiting'
                            """)
                    .param("state", Rows.word(state))
                    .param("now", Rows.parameter(now))
                    .param("ids", ids)
                    .update();
        }
    }

    /// Notes a failed attempt.
    ///
    /// @param next when it is tried again, null if it is given up
    void failed(List<Long> ids, String failure, @Nullable Instant next, Instant now) {
        jdbc.sql("""
                        update channel.message
                           set attempts = attempts + 1, failure = :failure, claimed_until = null,
                               due_at = coalesce(:next, due_at),
                               state = case when :next::timestamptz is null then 'given-up' else state end,
                               ended_at = case when :next::timestamptz is null then :now end
                         where id in (:ids) and state = 'waiting'
                        """)
                .param("failure", failure)
                .param("next", Rows.parameter(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", Rows.parameter(now))
                .param("ids", ids)
                .update();
    }

    /// Gives up all that waits for a channel.
    void giveUp(OfficerId officer, ChannelKind kind, String failure, Instant now) {
        jdbc.sql("""
                        update channel.message set state = 'given-up', failure = :failure, ended_at = :now,
                            claimed_until = null
                         where officer = :officer and kind = :kind and state = 'waiting'
                        """)
                .param("failure", failure)
                .param("now", Rows.parameter(now))
                .param("officer", officer.value())
                .param("kind", Rows.word(kind))
                .update();
    }

    Listing<Message> list(@Nullable State state, @Nullable ChannelKind kind, ListQuery query, String order) {
        return PagedQuery.of(jdbc, "select " + COLUMNS + """
                         from channel.message
                        where (:state::text is null or state = :state) and (:kind::text is null or kind = :kind)
                          and coalesce(failure, '') ilike :like
                        """)
                .with("state", state == null ? null : Rows.word(state))
                .with("kind", kind == null ? null : Rows.word(kind))
                .page(query, order, Rows.to(Message.class));
    }

    Optional<Message> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from channel.message where id = :id")
                .param("id", id)
                .query(Rows.to(Message.class))
                .optional();
    }

    /// Sends a message that waits or was given up at the next round. Its letter stays the same.
    boolean again(long id, Instant now) {
        return jdbc.sql("""
                                update channel.message set state = 'waiting', due_at = :now, created_at = :now, ended_at = null
                                 where id = :id and state in ('waiting', 'given-up')
                                """).param("id", id).param("now", Rows.parameter(now)).update() == 1;
    }

    /// Forgets what ended before the time.
    int sweep(Instant before) {
        return jdbc.sql("delete from channel.message where ended_at < :before")
                .param("before", Rows.parameter(before))
                .update();
    }
}
