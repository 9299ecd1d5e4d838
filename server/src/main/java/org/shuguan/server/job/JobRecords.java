package org.shuguan.server.job;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JobRecords {
    private static final String SELECT = """
            select id, kind, subject, unit, facts::text as facts, link, started_by, started_by_name, state,
                   cancel_requested, done, total, attempts, starts, problem, problem_detail, created_at, started_at,
                   finished_at, next_try_at, round, run_at, run_done
              from job.job
            """;
    private final JdbcClient jdbc;

    JobRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return false if a job of the same kind and subject waits or runs
    boolean add(NewJob job, String facts, Instant now) {
        Person by = job.startedBy();
        return jdbc.sql("""
                        insert into job.job (id, kind, subject, unit, facts, link, started_by, started_by_name, state, created_at)
                        values (:id, :kind, :subject, :unit, :facts::jsonb, :link, :by, :byName, 'queued', :now)
                        on conflict (kind, subject) where state in ('queued', 'running') do nothing
                        """)
                        .param("id", job.id())
                        .param("kind", job.kind())
                        .param("subject", job.subject())
                        .param("unit", Rows.parameter(job.unit()))
                        .param("facts", facts)
                        .param("link", job.link())
                        .param("by", by == null ? null : Rows.parameter(by.id()))
                        .param("byName", by == null ? null : by.name())
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Job.class))
                .optional();
    }

    /// Locks the job until the end of the transaction.
    Optional<Job> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(Rows.to(Job.class))
                .optional();
    }

    List<Job> all(Collection<UUID> ids) {
        return jdbc.sql(SELECT + " where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.to(Job.class))
                .list();
    }

    boolean isUnderWay(String kind, String subject) {
        return jdbc.sql("""
                        select exists (select from job.job
                                        where kind = :kind and subject = :subject and state in ('queued', 'running'))
                        """)
                .param("kind", kind)
                .param("subject", subject)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    void remove(String kind, String subject) {
        jdbc.sql("delete from job.job where kind = :kind and subject = :subject")
                .param("kind", kind)
                .param("subject", subject)
                .update();
    }

    /// @param run id of this start; reports of earlier starts are ignored from now on
    void begin(UUID id, UUID run, Instant now) {
        jdbc.sql("""
                        update job.job
                           set state = 'running', starts = starts + 1, started_at = coalesce(started_at, :now),
                               next_try_at = null, run = :run, run_at = :now, run_done = done
                         where id = :id
                        """)
                .param("id", id)
                .param("run", run)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Stores the progress of a start.
    ///
    /// @return whether the job was cancelled; empty if the start is not the current one any more
    Optional<Boolean> progress(UUID id, UUID run, long done, @Nullable Long total) {
        return jdbc.sql("""
                        update job.job set done = :done, total = :total
                         where id = :id and run = :run returning cancel_requested
                        """)
                .param("id", id)
                .param("run", run)
                .param("done", done)
                .param("total", total)
                .query((row, n) -> row.getBoolean(1))
                .optional();
    }

    /// Locks the job if the start is still the current one.
    Optional<Job> lock(UUID id, UUID run) {
        return jdbc.sql(SELECT + " where id = :id and run = :run for update")
                .param("id", id)
                .param("run", run)
                .query(Rows.to(Job.class))
                .optional();
    }

    void end(UUID id, Job.State state, @Nullable String problem, @Nullable String detail, Instant now) {
        jdbc.sql("""
                        update job.job
                           set state = :state, problem = :problem, problem_detail = :detail, finished_at = :now,
                               next_try_at = null, starts = 0, run = null, run_at = null
                         where id = :id
                        """)
                .param("id", id)
                .param("state", state.word())
                .param("problem", problem)
                .param("detail", detail)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Puts a running job back to waiting. The process is alive, so the start does not count in `starts`.
    ///
    /// @param attempts errors in a row, including the one that it waits because of
    void requeue(UUID id, int attempts, @Nullable String problem, @Nullable String detail, @Nullable Instant nextTry) {
        jdbc.sql("""
                        update job.job
                           set state = 'queued', attempts = :attempts, problem = :problem, problem_detail = :detail,
                               next_try_at = :nextTry, starts = 0, run = null, run_at = null
                         where id = :id
                        """)
                .param("id", id)
                .param("attempts", attempts)
                .param("problem", problem)
                .param("detail", detail)
                .param("nextTry", Rows.parameter(nextTry))
                .update();
    }

    /// Makes the current starts not count as starts whose process died.
    void resetStarts(Collection<UUID> ids) {
        jdbc.sql("update job.job set starts = 0 where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    void requestCancel(UUID id) {
        jdbc.sql("update job.job set cancel_requested = true where id = :id")
                .param("id", id)
                .update();
    }

    /// @return false if it has not failed, or if another job of the same kind and subject waits or runs
    boolean again(UUID id) {
        return jdbc.sql("""
                        update job.job j
                           set state = 'queued', attempts = 0, starts = 0, problem = null, problem_detail = null,
                               cancel_requested = false, finished_at = null, round = round + 1
                         where id = :id and state = 'failed'
                           and not exists (select from job.job o
                                            where o.kind = j.kind and o.subject = j.subject
                                              and o.state in ('queued', 'running'))
                        """).param("id", id).update() == 1;
    }

    /// @param scope units whose jobs are listed
    /// @param kinds kinds that are listed; jobs of a kind that does not exist any more have no texts
    /// @param state name of a state, `open` for waiting or running, null for all
    Listing<Job> list(Scope scope, Collection<String> kinds, @Nullable String state, ListQuery query, String order) {
        String where = " where " + Scope.condition("coalesce(unit, '00')", "seen") + """
                   and kind = any(:kinds)
                   and (:state::text is null or state = :state or (:state = 'open' and state in ('queued', 'running')))
                   and (coalesce(started_by_name, '') ilike :like
                        or exists (select from jsonb_each_text(facts) fact where fact.value ilike :like))
                """;
        return PagedQuery.of(jdbc, SELECT + where)
                .with(scope.parameters("seen"))
                .with("kinds", kinds.toArray(String[]::new))
                .with("state", state)
                .page(query, order, Rows.to(Job.class));
    }
}
