package org.shuguan.server.exchange;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Archived months as stored.
@Repository
class ArchiveRecords {
    private static final String SELECT = """
            select month, state, job, started_by, started_at, calls, first_sequence, last_sequence, bytes,
                   encode(digest, 'hex') as digest, archived_at, back_until, problem, detail
              from exchange.archive
            """;

    private final JdbcClient jdbc;

    ArchiveRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ArchivedMonth> find(YearMonth month) {
        return jdbc.sql(SELECT + " where month = :month")
                .param("month", month.toString())
                .query(Rows.to(ArchivedMonth.class))
                .optional();
    }

    Optional<ArchivedMonth> ofJob(UUID job) {
        return jdbc.sql(SELECT + " where job = :job")
                .param("job", job)
                .query(Rows.to(ArchivedMonth.class))
                .optional();
    }

    /// All months, the oldest first.
    List<ArchivedMonth> all() {
        return jdbc.sql(SELECT + " order by month")
                .query(Rows.to(ArchivedMonth.class))
                .list();
    }

    Listing<ArchivedMonth> list(@Nullable String state, ListQuery query, String order) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where (cast(:state as text) is null or state = :state)"
                                + " and (month like :like or coalesce(started_by, '') ilike :like)")
                .with("state", state)
                .page(query, order, Rows.to(ArchivedMonth.class));
    }

    /// The last month whose calls are in a file only.
    Optional<YearMonth> last() {
        return jdbc.sql("select month from exchange.archive where state in ('archived', 'bringing')"
                        + " order by month desc limit 1")
                .query((row, n) -> YearMonth.parse(row.getString(1)))
                .optional();
    }

    /// A month that was never archived, or could not be, is begun.
    ///
    /// @return false if it is archived already, or being archived
    boolean begin(YearMonth month, UUID job, @Nullable String by, Instant now) {
        return jdbc.sql("""
                        insert into exchange.archive as a (month, state, job, started_by, started_at)
                        values (:month, 'archiving', :job, :by, :now)
                        on conflict (month) do update
                           set state = 'archiving', job = :job, started_by = :by, started_at = :now, problem = null,
                               detail = null
                         where a.state = 'failed'
                        """)
                        .param("month", month.toString())
                        .param("job", job)
                        .param("by", by)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// The file is whole.
    ///
    /// @return false if it was cancelled meanwhile
    boolean archived(YearMonth month, ArchiveFile.Written written, Instant now) {
        return jdbc.sql("""
                        update exchange.archive
                           set state = 'archived', calls = :calls, first_sequence = :first, last_sequence = :last,
                               bytes = :bytes, digest = decode(:digest, 'hex'), archived_at = :now
                         where month = :month and state = 'archiving'
                        """)
                        .param("calls", written.calls())
                        .param("first", written.first())
                        .param("last", written.last())
                        .param("bytes", written.bytes())
                        .param("digest", written.sha256())
                        .param("now", Rows.parameter(now))
                        .param("month", month.toString())
                        .update()
                == 1;
    }

    /// @return false if the month is not in its file alone
    boolean bring(YearMonth month, UUID job, @Nullable String by, Instant now) {
        return jdbc.sql("""
                        update exchange.archive set state = 'bringing', job = :job, started_by = :by, started_at = :now,
                               problem = null, detail = null
                         where month = :month and state = 'archived'
                        """)
                        .param("month", month.toString())
                        .param("job", job)
                        .param("by", by)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// @return false if it was cancelled meanwhile
    boolean back(YearMonth month, Instant until) {
        return jdbc.sql("update exchange.archive set state = 'back', back_until = :until"
                                + " where month = :month and state = 'bringing'")
                        .param("until", Rows.parameter(until))
                        .param("month", month.toString())
                        .update()
                == 1;
    }

    /// @return false if it was not back
    boolean away(YearMonth month) {
        return jdbc.sql("update exchange.archive set state = 'archived', back_until = null"
                                + " where month = :month and state = 'back'")
                        .param("month", month.toString())
                        .update()
                == 1;
    }

    /// The job has failed or was cancelled: the calls are where they were.
    void failed(UUID job, @Nullable String problem, @Nullable String detail) {
        jdbc.sql("""
                        update exchange.archive
                           set state = case state when 'archiving' then 'failed' else 'archived' end,
                               problem = :problem, detail = :detail
                         where job = :job and state in ('archiving', 'bringing')
                        """)
                .param("job", job)
                .param("problem", problem)
                .param("detail", detail)
                .update();
    }
}
