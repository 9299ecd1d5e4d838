package org.shuguan.server.catalogimport;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores imports; their states come from their jobs.
@Repository
class ImportRuns {
    private static final String SELECT = "select id, unit, file_name, bytes, started_by, started_account, created_at,"
            + " apply_job, applied_at, dropped_at from catalogimport.run ";

    /// Numbers of all findings, including those that are not stored.
    record Found(long errors, long hints) {}

    /// What this module stores of an import. Its state is derived from this and from its two jobs.
    private record Kept(
            UUID id,
            UnitCode unit,
            String fileName,
            long bytes,
            String startedBy,
            String startedAccount,
            Instant createdAt,
            @Nullable UUID applyJob,
            @Nullable Instant appliedAt,
            @Nullable Instant droppedAt) {
        ImportRun with(Job reading, @Nullable Job applying) {
            Job last = applying == null ? reading : applying;
            ImportRun.State state = state(reading, applying);
            Long rows = reading.total();
            return new ImportRun(
                    id,
                    unit,
                    fileName,
                    bytes,
                    state,
                    rows == null ? 0 : rows,
                    reading.done(),
                    applying == null ? 0 : applying.done(),
                    last.cancelRequested(),
                    last.problem(),
                    last.problemDetail(),
                    reading.startedBy(),
                    startedBy,
                    startedAccount,
                    createdAt,
                    reading.startedAt(),
                    droppedAt != null ? droppedAt : state.over() ? last.finishedAt() : null);
        }

        private ImportRun.State state(Job reading, @Nullable Job applying) {
            if (appliedAt != null) {
                return ImportRun.State.DONE;
            }
            if (droppedAt != null) {
                return ImportRun.State.CANCELLED;
            }
            return applying == null
                    ? switch (reading.state()) {
                        case QUEUED -> ImportRun.State.QUEUED;
                        case RUNNING -> ImportRun.State.READING;
                        case DONE -> ImportRun.State.READY;
                        case FAILED -> ImportRun.State.FAILED;
                        case CANCELLED -> ImportRun.State.CANCELLED;
                    }
                    : switch (applying.state()) {
                        case QUEUED -> ImportRun.State.CONFIRMED;
                        case RUNNING -> ImportRun.State.APPLYING;
                        case DONE -> ImportRun.State.DONE;
                        case FAILED -> ImportRun.State.FAILED;
                        case CANCELLED -> ImportRun.State.CANCELLED;
                    };
        }
    }

    private final JdbcClient jdbc;
    private final Jobs jobs;

    ImportRuns(JdbcClient jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    void add(
            UUID id,
            UnitCode unit,
            String fileName,
            long bytes,
            String startedBy,
            String startedAccount,
            Instant createdAt) {
        jdbc.sql("""
                        insert into catalogimport.run
                               (id, unit, file_name, bytes, started_by, started_account, created_at)
                        values (:id, :unit, :fileName, :bytes, :startedBy, :startedAccount, :createdAt)
                        """)
                .param("id", id)
                .param("unit", unit.value())
                .param("fileName", fileName)
                .param("bytes", bytes)
                .param("startedBy", startedBy)
                .param("startedAccount", startedAccount)
                .param("createdAt", Rows.parameter(createdAt))
                .update();
    }

    Optional<ImportRun> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(Kept.class))
                .optional()
                .flatMap(kept -> with(kept, jobs.all(jobsOf(kept).toList())));
    }

    Listing<ImportRun> list(Set<UnitCode> units, ListQuery query) {
        String where = "where unit = any(:units) and (file_name ilike :like or started_by ilike :like)";
        String[] codes = units.stream().map(UnitCode::value).toArray(String[]::new);
        String order = ImportController.COLUMNS.order(query, "created_at desc", "id");
        Listing<Kept> page =
                PagedQuery.of(jdbc, SELECT + where).with("units", codes).page(query, order, Rows.to(Kept.class));
        Map<UUID, Job> theirs =
                jobs.all(page.items().stream().flatMap(ImportRuns::jobsOf).toList());
        List<ImportRun> found = page.items().stream()
                .flatMap(kept -> with(kept, theirs).stream())
                .toList();
        return new Listing<>(found, page.total(), page.page(), page.size());
    }

    private static Stream<UUID> jobsOf(Kept kept) {
        return Stream.concat(Stream.of(kept.id()), Stream.ofNullable(kept.applyJob()));
    }

    private static Optional<ImportRun> with(Kept kept, Map<UUID, Job> theirs) {
        Job applying = kept.applyJob() == null ? null : theirs.get(kept.applyJob());
        return Optional.ofNullable(theirs.get(kept.id())).map(reading -> kept.with(reading, applying));
    }

    /// Resets the counts, because an earlier start of the reading may have written some.
    void begin(UUID id) {
        found(id, 0, 0);
    }

    void found(UUID id, long errors, long hints) {
        jdbc.sql("update catalogimport.run set errors = :errors, hints = :hints where id = :id")
                .param("id", id)
                .param("errors", errors)
                .param("hints", hints)
                .update();
    }

    Found found(UUID id) {
        return jdbc.sql("select errors, hints from catalogimport.run where id = :id")
                .param("id", id)
                .query(Rows.to(Found.class))
                .single();
    }

    /// @return false if it was confirmed or dropped before
    boolean confirm(UUID id, UUID applyJob) {
        return jdbc.sql("""
                                update catalogimport.run set apply_job = :job
                                 where id = :id and apply_job is null and dropped_at is null
                                """).param("id", id).param("job", applyJob).update() == 1;
    }

    /// @return false if it was confirmed or dropped before
    boolean drop(UUID id, Instant now) {
        return jdbc.sql("""
                                update catalogimport.run set dropped_at = :now
                                 where id = :id and apply_job is null and dropped_at is null
                                """).param("id", id).param("now", Rows.parameter(now)).update() == 1;
    }

    Optional<UUID> applyJob(UUID id) {
        return jdbc.sql("select apply_job from catalogimport.run where id = :id and apply_job is not null")
                .param("id", id)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }

    /// Locks the import until the end of the transaction.
    ///
    /// @return false if its entries were written before
    boolean lockForApplying(UUID id) {
        return jdbc.sql("select applied_at is null from catalogimport.run where id = :id for update")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    void applied(UUID id, Instant now) {
        jdbc.sql("update catalogimport.run set applied_at = :now where id = :id")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }
}
