package org.shuguan.server.province;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The templates.
@Repository
class KeptTemplates {
    private static final TypeReference<List<ProvinceColumn>> COLUMNS = new TypeReference<>() {};
    private static final String SELECT = "select t.id, t.unit, t.entry, t.code, t.title, t.province_name,"
            + " t.province_code, t.file_kind, cast(t.columns as text) as columns, cast(t.receipt as text) as receipt,"
            + " t.revision, t.created_by, t.created_at, t.changed_at";

    /// A template with its newest batch.
    record Listed(
            UUID id,
            UnitCode unit,
            UUID entry,
            String code,
            String title,
            String provinceName,
            String provinceCode,
            ProvinceTemplate.FileKind fileKind,
            Instant changedAt,
            int batches,
            @Nullable UUID lastBatch,
            @Nullable String lastNumber,
            ProvinceBatch.@Nullable State lastState,
            @Nullable Instant lastAt) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    KeptTemplates(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<ProvinceColumn> columns(String kept) {
        return json.readValue(kept, COLUMNS);
    }

    ReceiptHeadings headings(ProvinceTemplate template) {
        return json.readValue(template.receipt(), ReceiptHeadings.class);
    }

    void add(UUID id, CollectedData.Collected entry, NewTemplate wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into province.template (id, unit, entry, code, title, province_name, province_code,
                               file_kind, columns, receipt, created_by, created_by_id, created_at, changed_at)
                        values (:id, :unit, :entry, :code, :title, :provinceName, :provinceCode, :fileKind,
                                cast(:columns as jsonb), cast(:receipt as jsonb), :by, :byId, :now, :now)
                        """)
                .param("id", id)
                .param("unit", entry.unit().value())
                .param("entry", entry.entry())
                .param("code", entry.code())
                .param("title", entry.title())
                .param("provinceName", wanted.name())
                .param("provinceCode", wanted.code())
                .param("fileKind", wanted.kind().word())
                .param("columns", json.writeValueAsString(wanted.all()))
                .param("receipt", json.writeValueAsString(wanted.headings()))
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Saves it; returns false if the revision is not the current one.
    boolean save(UUID id, long revision, NewTemplate wanted, Instant now) {
        return jdbc.sql("""
                        update province.template
                           set province_name = :provinceName, province_code = :provinceCode, file_kind = :fileKind,
                               columns = cast(:columns as jsonb), receipt = cast(:receipt as jsonb),
                               revision = revision + 1, changed_at = :now
                         where id = :id and revision = :revision
                        """)
                        .param("id", id)
                        .param("revision", revision)
                        .param("provinceName", wanted.name())
                        .param("provinceCode", wanted.code())
                        .param("fileKind", wanted.kind().word())
                        .param("columns", json.writeValueAsString(wanted.all()))
                        .param("receipt", json.writeValueAsString(wanted.headings()))
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// The template of this unit with the province's code.
    Optional<UUID> coded(UnitCode unit, String code) {
        return jdbc.sql("select id from province.template where unit = :unit and province_code = :code")
                .param("unit", unit.value())
                .param("code", code)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }

    Optional<ProvinceTemplate> find(UUID id) {
        return jdbc.sql(SELECT + " from province.template t where t.id = :id")
                .param("id", id)
                .query(Rows.to(ProvinceTemplate.class))
                .optional();
    }

    /// Finds it and serialises what is done with its batches, until the end of the transaction.
    Optional<ProvinceTemplate> lock(UUID id) {
        return jdbc.sql(SELECT + " from province.template t where t.id = :id for update of t")
                .param("id", id)
                .query(Rows.to(ProvinceTemplate.class))
                .optional();
    }

    /// @param unit null for all that are seen
    Listing<Listed> list(Scope seen, @Nullable UnitCode unit, @Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select * from (" + SELECT
                                + ", (select count(*) from province.batch b where b.template = t.id)::int as batches,"
                                + " last.id as last_batch, last.number as last_number, last.state as last_state,"
                                + " last.created_at as last_at"
                                + " from province.template t left join lateral (select b.* from province.batch b"
                                + "   where b.template = t.id order by b.created_at desc, b.id limit 1) last on true"
                                + " where " + Scope.condition("t.unit", "seen")
                                + " and (cast(:unit as text) is null or t.unit = :unit)"
                                + " and (cast(:state as text) is null or last.state = :state)"
                                + " and (t.title ilike :like or t.province_name ilike :like"
                                + "   or t.province_code ilike :like or t.code ilike :like)) listed")
                .with(seen.parameters("seen"))
                .with("unit", unit == null ? null : unit.value())
                .with("state", state)
                .page(query, ProvinceController.TEMPLATES.order(query, "changed_at desc", "id"), Rows.to(Listed.class));
    }
}
