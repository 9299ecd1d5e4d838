package org.shuguan.server.province;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The batches with what did not fit, and the province's answers.
@Repository
class KeptBatches {
    private static final String SELECT = "select b.id, b.template, t.entry, t.unit, t.province_name, t.province_code,"
            + " b.number, b.revision, b.file_kind, cast(b.columns as text) as columns, b.partial, b.state, b.snapshot,"
            + " b.version_at, b.version_rows, b.written, b.left_out, b.bytes, encode(b.digest, 'hex') as digest,"
            + " b.accepted, b.refused, b.reason, b.created_by, b.created_at, b.finished_at"
            + " from province.batch b join province.template t on t.id = b.template";

    private static final String OF_ENTRY =
            "select b.id from province.batch b join province.template t on t.id = b.template where t.entry = :entry";

    /// A batch that lost its file.
    record Removed(UUID id, UUID template) {}

    /// A value that does not fit.
    record Misfit(
            long rowNumber,
            String name,
            String problem,
            @Nullable String value) {}

    /// Values of a column that do not fit for the same reason.
    ///
    /// @param value masked where the reader may not see it
    /// @param firstRows numbers of the first rows, in the version
    record Group(String name, String problem, @Nullable String value, long rows, String firstRows) {}

    /// A row that the province refused.
    record Refused(long rowNumber, String reason) {}

    /// A receipt that was taken in.
    ///
    /// @param digest SHA-256, hexadecimal
    record Receipt(
            UUID id,
            String file,
            String digest,
            long accepted,
            long refused,
            long changed,
            String receivedBy,
            Instant receivedAt) {}

    private final JdbcClient jdbc;

    KeptBatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The next number of a batch.
    String number(int year) {
        return "SB%d-%06d"
                .formatted(
                        year,
                        jdbc.sql("select nextval('province.batch_number')")
                                .query(Long.class)
                                .single());
    }

    void add(UUID id, ProvinceTemplate template, String number, boolean partial, Person by, Instant now) {
        jdbc.sql("""
                        insert into province.batch (id, template, number, revision, file_kind, columns, partial, state,
                                                    created_by, created_by_id, created_at)
                        values (:id, :template, :number, :revision, :fileKind, cast(:columns as jsonb), :partial,
                                'preparing', :by, :byId, :now)
                        """)
                .param("id", id)
                .param("template", template.id())
                .param("number", number)
                .param("revision", template.revision())
                .param("fileKind", template.fileKind().word())
                .param("columns", template.columns())
                .param("partial", partial)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
    }

    Optional<ProvinceBatch> find(UUID id) {
        return jdbc.sql(SELECT + " where b.id = :id")
                .param("id", id)
                .query(Rows.to(ProvinceBatch.class))
                .optional();
    }

    Optional<ProvinceBatch> newest(UUID entry) {
        return jdbc.sql(SELECT + " where t.entry = :entry order by b.created_at desc, b.id limit 1")
                .param("entry", entry)
                .query(Rows.to(ProvinceBatch.class))
                .optional();
    }

    /// Forgets what an earlier start of the job has found.
    void forgetMisfits(UUID batch) {
        jdbc.sql("delete from province.problem where batch = :batch")
                .param("batch", batch)
                .update();
    }

    void add(UUID batch, List<Misfits> found) {
        List<Misfits.One> all =
                found.stream().flatMap(one -> one.all().stream()).toList();
        jdbc.sql("""
                        insert into province.problem (batch, row_number, place, name, problem, value)
                        select :batch, * from unnest(cast(:rows as bigint[]), cast(:places as int[]), cast(:names as text[]),
                                                     cast(:problems as text[]), cast(:values as text[]))
                        """)
                .param("batch", batch)
                .param("rows", all.stream().map(Misfits.One::row).toArray(Long[]::new))
                .param("places", all.stream().map(Misfits.One::place).toArray(Integer[]::new))
                .param("names", all.stream().map(Misfits.One::name).toArray(String[]::new))
                .param("problems", all.stream().map(Misfits.One::problem).toArray(String[]::new))
                .param("values", all.stream().map(Misfits.One::value).toArray(String[]::new))
                .update();
    }

    /// Keeps how the job ended; returns false if the batch does not wait for it any more.
    boolean finish(
            UUID id,
            ProvinceBatch.State state,
            LakeVersion version,
            long written,
            long leftOut,
            @Nullable Long bytes,
            @Nullable String digest,
            Instant now) {
        return jdbc.sql("""
                        update province.batch
                           set state = :state, snapshot = :snapshot, version_at = :versionAt, version_rows = :rows,
                               written = :written, left_out = :leftOut, bytes = :bytes, digest = :digest,
                               finished_at = :now
                         where id = :id and state = 'preparing'
                        """)
                        .param("id", id)
                        .param("state", state.word())
                        .param("snapshot", version.id())
                        .param("versionAt", Rows.parameter(version.at()))
                        .param("rows", version.rows())
                        .param("written", written)
                        .param("leftOut", leftOut)
                        .param("bytes", bytes)
                        .param("digest", digest == null ? null : HexFormat.of().parseHex(digest))
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    void fail(UUID id, Instant now) {
        jdbc.sql("update province.batch set state = 'failed', finished_at = :now"
                        + " where id = :id and state = 'preparing'")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Those of an entry that have a file or wait for one lose it; what was said of single values of the entry is
    /// forgotten.
    List<Removed> removeFiles(UUID entry, Instant now) {
        List<Removed> removed = jdbc.sql("""
                        update province.batch b
                           set state = 'removed', reason = null, finished_at = coalesce(finished_at, :now)
                          from province.template t
                         where t.id = b.template and t.entry = :entry
                           and b.state in ('preparing', 'written', 'refused', 'accepted', 'closed')
                        returning b.id, b.template
                        """)
                .param("entry", entry)
                .param("now", Rows.parameter(now))
                .query(Rows.to(Removed.class))
                .list();
        jdbc.sql("update province.problem set value = null where value is not null and batch in (" + OF_ENTRY + ")")
                .param("entry", entry)
                .update();
        jdbc.sql("update province.answer set reason = '' where reason <> '' and batch in (" + OF_ENTRY + ")")
                .param("entry", entry)
                .update();
        return removed;
    }

    /// Keeps the answers of a receipt and counts all answers of the batch anew.
    ///
    /// @return how many rows had been answered otherwise
    long answer(
            UUID receipt,
            UUID batch,
            String file,
            String digest,
            List<ReceiptFile.Answer> answers,
            Person by,
            Instant now) {
        long accepted = answers.stream().filter(ReceiptFile.Answer::accepted).count();
        Long[] rows = answers.stream().map(ReceiptFile.Answer::row).toArray(Long[]::new);
        Boolean[] taken = answers.stream().map(ReceiptFile.Answer::accepted).toArray(Boolean[]::new);
        long changed = jdbc.sql("""
                        select count(*) from province.answer a
                          join unnest(cast(:rows as bigint[]), cast(:taken as boolean[])) as n (row_number, accepted)
                            on n.row_number = a.row_number and n.accepted <> a.accepted
                         where a.batch = :batch
                        """)
                .param("rows", rows)
                .param("taken", taken)
                .param("batch", batch)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into province.receipt (id, batch, file, digest, accepted, refused, changed, received_by,
                                                      received_by_id, received_at)
                        values (:id, :batch, :file, :digest, :accepted, :refused, :changed, :by, :byId, :now)
                        """)
                .param("id", receipt)
                .param("batch", batch)
                .param("file", file)
                .param("digest", HexFormat.of().parseHex(digest))
                .param("accepted", accepted)
                .param("refused", answers.size() - accepted)
                .param("changed", changed)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
        jdbc.sql("""
                        insert into province.answer (batch, row_number, receipt, accepted, reason)
                        select :batch, n.row_number, :receipt, n.accepted, n.reason
                          from unnest(cast(:rows as bigint[]), cast(:taken as boolean[]), cast(:reasons as text[]))
                               as n (row_number, accepted, reason)
                        on conflict (batch, row_number) do update
                           set receipt = excluded.receipt, accepted = excluded.accepted, reason = excluded.reason
                        """)
                .param("batch", batch)
                .param("receipt", receipt)
                .param("rows", rows)
                .param("taken", taken)
                .param(
                        "reasons",
                        answers.stream().map(ReceiptFile.Answer::reason).toArray(String[]::new))
                .update();
        jdbc.sql("""
                        update province.batch b
                           set accepted = n.accepted, refused = n.refused, reason = null,
                               state = case when n.refused > 0 then 'refused' when n.accepted = b.written then 'accepted'
                                            else 'written' end
                          from (select count(*) filter (where accepted) as accepted,
                                       count(*) filter (where not accepted) as refused
                                  from province.answer where batch = :batch) n
                         where b.id = :batch
                        """).param("batch", batch).update();
        return changed;
    }

    void close(UUID id, String reason) {
        jdbc.sql("update province.batch set state = 'closed', reason = :reason where id = :id")
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    /// How many refused rows of a template's batches wait to be reported again: those of batches after the newest
    /// that was accepted as a whole.
    long openRefused(UUID template) {
        return jdbc.sql("""
                        select coalesce(sum(b.refused), 0) from province.batch b
                         where b.template = :template and b.state = 'refused'
                           and not exists (select from province.batch later where later.template = b.template
                                            and later.state = 'accepted' and later.number > b.number)
                        """).param("template", template).query(Long.class).single();
    }

    List<Receipt> receipts(UUID batch) {
        return jdbc.sql("select id, file, encode(digest, 'hex') as digest, accepted, refused, changed, received_by,"
                        + " received_at from province.receipt where batch = :batch order by received_at desc, id")
                .param("batch", batch)
                .query(Rows.to(Receipt.class))
                .list();
    }

    /// What did not fit, the most frequent first.
    List<Group> groups(UUID batch, int most) {
        return jdbc.sql("""
                        select name, problem, value, count(*) as rows,
                               string_agg(cast(row_number as text), ', ' order by row_number)
                                   filter (where nth <= 5) as first_rows
                          from (select p.*, row_number() over (partition by place, problem, value
                                                                   order by p.row_number) as nth
                                  from province.problem p where batch = :batch) found
                         group by place, name, problem, value
                         order by count(*) desc, place, problem, value limit :most
                        """)
                .param("batch", batch)
                .param("most", most)
                .query(Rows.to(Group.class))
                .list();
    }

    Listing<Misfit> misfits(UUID batch, @Nullable String problem, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select row_number, name, problem, value, place from province.problem where batch = :batch"
                                + " and (cast(:problem as text) is null or problem = :problem)"
                                + " and (name ilike :like or value ilike :like or cast(row_number as text) like :like)")
                .with("batch", batch)
                .with("problem", problem)
                .page(
                        query,
                        ProvinceController.MISFITS.order(query, "row_number", "row_number, place"),
                        Rows.to(Misfit.class));
    }

    Listing<Refused> refused(UUID batch, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select row_number, reason from province.answer where batch = :batch and not accepted"
                                + " and (reason ilike :like or cast(row_number as text) like :like)")
                .with("batch", batch)
                .page(
                        query,
                        ProvinceController.REFUSED.order(query, "row_number", "row_number"),
                        Rows.to(Refused.class));
    }

    /// @param template null for the batches of all templates
    Listing<ProvinceBatch> list(Scope seen, @Nullable UUID template, @Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where " + Scope.condition("t.unit", "seen")
                                + " and (cast(:template as uuid) is null or b.template = :template)"
                                + " and (cast(:state as text) is null or b.state = :state)"
                                + " and (b.number ilike :like or t.province_name ilike :like"
                                + "   or t.province_code ilike :like)")
                .with(seen.parameters("seen"))
                .with("template", template)
                .with("state", state)
                .page(
                        query,
                        ProvinceController.BATCHES.order(query, "b.created_at desc", "b.id"),
                        Rows.to(ProvinceBatch.class));
    }
}
