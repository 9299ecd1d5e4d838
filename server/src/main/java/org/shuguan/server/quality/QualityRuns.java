package org.shuguan.server.quality;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores examinations and what their rules found.
@Repository
class QualityRuns {
    /// A rule of an examination.
    ///
    /// @param otherSnapshot the version with which it compared, null if with none
    /// @param applicable null until the examination has ended
    /// @param problem why it could not be carried out
    record Found(
            UUID run,
            UUID rule,
            int position,
            @Nullable Long otherSnapshot,
            @Nullable Long applicable,
            @Nullable Long failed,
            @Nullable String problem,
            @Nullable String detail) {}

    private static final String SELECT = "select id, entry, plan, unit, code, title, snapshot::text as snapshot,"
            + " version_at, day, cause, created_at, percent, finished_at, rows, failing, applicable, score, broken, held"
            + " from quality.run ";
    private static final RowMapper<QualityRun> RUN = Rows.to(QualityRun.class);

    private final JdbcClient jdbc;

    QualityRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(QualityRun run) {
        jdbc.sql("""
                        insert into quality.run
                               (id, entry, plan, unit, code, title, snapshot, version_at, day, cause, created_at)
                        values (:id, :entry, :plan, :unit, :code, :title, cast(:snapshot as bigint), :versionAt, :day,
                                :cause, :createdAt)
                        """).params(Rows.of(run)).update();
    }

    /// The rules are those of the moment in which the examination begins.
    void pin(UUID run, UUID rule, int position, @Nullable Long otherSnapshot) {
        jdbc.sql("""
                        insert into quality.run_rule (run, rule, position, other_snapshot)
                        values (:run, :rule, :position, :other)
                        """)
                .param("run", run)
                .param("rule", rule)
                .param("position", position)
                .param("other", otherSnapshot)
                .update();
    }

    void progress(UUID id, int percent) {
        jdbc.sql("update quality.run set percent = :percent where id = :id")
                .param("id", id)
                .param("percent", percent)
                .update();
    }

    void found(Found found) {
        jdbc.sql("""
                        update quality.run_rule
                           set applicable = :applicable, failed = :failed, problem = :problem, detail = :detail
                         where run = :run and rule = :rule
                        """).params(Rows.of(found)).update();
    }

    /// @param result with everything that an examination yields
    void finish(QualityRun result) {
        jdbc.sql("""
                        update quality.run
                           set percent = 100, finished_at = :finishedAt, rows = :rows, failing = :failing,
                               applicable = :applicable, score = :score, broken = :broken, held = :held
                         where id = :id
                        """).params(Rows.of(result)).update();
    }

    Optional<QualityRun> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(RUN).optional();
    }

    List<Found> rules(UUID run) {
        return jdbc.sql("select * from quality.run_rule where run = :run order by position")
                .param("run", run)
                .query(Rows.to(Found.class))
                .list();
    }

    /// The newest examination of an entry, ended or not.
    Optional<QualityRun> newest(UUID entry) {
        return jdbc.sql(SELECT + "where entry = :entry order by created_at desc, id limit 1")
                .param("entry", entry)
                .query(RUN)
                .optional();
    }

    /// The newest examination of each of these entries that has ended.
    Map<UUID, QualityRun> newestEnded(Collection<UUID> entries) {
        return jdbc
                .sql("select distinct on (entry) * from (" + SELECT
                        + "where entry = any(:entries) and finished_at is not null) r"
                        + " order by entry, created_at desc, id")
                .param("entries", entries.toArray(UUID[]::new))
                .query(RUN)
                .list()
                .stream()
                .collect(Collectors.toMap(QualityRun::entry, Function.identity()));
    }

    private record Score(UUID entry, Double score) {}

    /// Of each of these entries the score of the version before the one that was examined last.
    Map<UUID, Double> scoresBefore(Collection<UUID> entries) {
        return jdbc.sql("""
                        select entry, score from (
                            select entry, score, row_number() over (partition by entry order by version_at desc) as nth
                              from (select distinct on (entry, snapshot) entry, snapshot, version_at, score
                                      from quality.run where entry = any(:entries) and finished_at is not null
                                     order by entry, snapshot, created_at desc) each_version) numbered
                         where nth = 2 and score is not null
                        """).param("entries", entries.toArray(UUID[]::new)).query(Rows.to(Score.class)).list().stream()
                .collect(Collectors.toMap(Score::entry, Score::score));
    }

    /// Of each version of an entry its newest examination that has ended, by the version's id.
    Map<Long, QualityRun> bySnapshot(UUID entry) {
        return jdbc
                .sql("select distinct on (snapshot) * from (" + SELECT
                        + "where entry = :entry and finished_at is not null) r order by snapshot, created_at desc, id")
                .param("entry", entry)
                .query(RUN)
                .list()
                .stream()
                .collect(Collectors.toMap(QualityRun::snapshotId, Function.identity()));
    }

    /// When the newest examination of a version was begun; empty if there was none.
    Optional<Instant> begun(UUID entry, long snapshot) {
        return jdbc.sql(SELECT + "where entry = :entry and snapshot = :snapshot order by created_at desc, id limit 1")
                .param("entry", entry)
                .param("snapshot", snapshot)
                .query(RUN)
                .optional()
                .map(QualityRun::createdAt);
    }

    Listing<QualityRun> list(UUID entry, ListQuery query, String order) {
        return PagedQuery.of(jdbc, SELECT + "where entry = :entry and snapshot::text like :like")
                .with("entry", entry)
                .page(query, order, RUN);
    }
}
