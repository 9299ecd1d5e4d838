package org.shuguan.server.catalogimport;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores what was read of a workbook: its entries with what confirming would do, its findings, and the codes of
/// entries in imported workbooks.
@Repository
class ImportRows {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;

    ImportRows(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.json = json;
    }

    void clear(UUID run) {
        jdbc.sql("delete from catalogimport.entry where run = :run")
                .param("run", run)
                .update();
        jdbc.sql("delete from catalogimport.finding where run = :run")
                .param("run", run)
                .update();
    }

    void stage(UUID run, List<ImportRun.Staged> entries) {
        batch.batchUpdate(
                """
                insert into catalogimport.entry (run, seq, sheet, first_row, last_row, title, code, alias, verdict,
                                                  entry, base_number, base_revision, content)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))
                """,
                entries.stream()
                        .map(one -> new @Nullable Object[] {
                            run,
                            one.seq(),
                            one.sheet(),
                            one.firstRow(),
                            one.lastRow(),
                            one.title(),
                            one.code(),
                            one.alias(),
                            one.verdict().word(),
                            one.entry(),
                            one.baseNumber(),
                            one.baseRevision(),
                            one.content() == null ? null : json.writeValueAsString(one.content())
                        })
                        .toList());
    }

    void found(UUID run, int first, List<WorkbookIssue> findings) {
        int[] seq = {first};
        batch.batchUpdate(
                """
                insert into catalogimport.finding (run, seq, level, sheet, line, col, code, facts)
                values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))
                """,
                findings.stream()
                        .map(one -> new Object[] {
                            run,
                            seq[0]++,
                            one.level().word(),
                            one.sheet(),
                            one.line(),
                            one.col(),
                            one.code(),
                            json.writeValueAsString(one.facts())
                        })
                        .toList());
    }

    Map<ImportRun.Verdict, Long> verdicts(UUID run) {
        Map<ImportRun.Verdict, Long> counts = new EnumMap<>(ImportRun.Verdict.class);
        jdbc.sql("select verdict, count(*) as n from catalogimport.entry where run = :run group by verdict")
                .param("run", run)
                .query((row, n) -> Map.entry(verdict(row), row.getLong("n")))
                .list()
                .forEach(one -> counts.put(one.getKey(), one.getValue()));
        return counts;
    }

    /// The number of stored findings.
    long findings(UUID run) {
        return jdbc.sql("select count(*) from catalogimport.finding where run = :run")
                .param("run", run)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    Listing<ImportRun.Staged> entries(UUID run, @Nullable String verdict, ListQuery query) {
        String where = " from catalogimport.entry where run = :run and (cast(:verdict as text) is null"
                + " or verdict = :verdict) and (title ilike :like or code ilike :like or alias ilike :like)";
        String order = query.orderBy(
                Map.of("title", "title", "row", "seq", "verdict", "verdict", "code", "code"), "seq", "seq");
        return PagedQuery.of(jdbc, "select *" + where)
                .with("run", run)
                .with("verdict", verdict)
                .page(query, order, (row, n) -> staged(row));
    }

    /// Entries with a verdict after a position, in order.
    List<ImportRun.Staged> after(UUID run, ImportRun.Verdict verdict, int seq, int most) {
        return jdbc.sql("select * from catalogimport.entry where run = :run and verdict = :verdict and seq > :seq"
                        + " order by seq limit :most")
                .param("run", run)
                .param("verdict", verdict.word())
                .param("seq", seq)
                .param("most", most)
                .query((row, n) -> staged(row))
                .list();
    }

    Listing<WorkbookIssue> findings(UUID run, @Nullable String level, ListQuery query) {
        String where = " from catalogimport.finding where run = :run and (cast(:level as text) is null"
                + " or level = :level) and (sheet ilike :like or col ilike :like or facts::text ilike :like)";
        String order = query.orderBy(
                Map.of("row", "line", "column", "col", "level", "level"),
                "case level when 'error' then 0 else 1 end",
                "seq");
        return PagedQuery.of(jdbc, "select level, sheet, line, col, code, facts::text as facts" + where)
                .with("run", run)
                .with("level", level)
                .page(
                        query,
                        order,
                        (row, n) -> new WorkbookIssue(
                                row.getString("level").equals("error")
                                        ? WorkbookIssue.Level.ERROR
                                        : WorkbookIssue.Level.HINT,
                                row.getString("sheet"),
                                row.getInt("line"),
                                row.getString("col"),
                                row.getString("code"),
                                json.readValue(row.getString("facts"), FACTS)));
    }

    /// Our codes of the unit's entries by their codes in imported workbooks.
    Map<String, String> aliases(UnitCode unit, Collection<String> codes) {
        Map<String, String> found = new HashMap<>();
        jdbc.sql("select code, resource_code from catalogimport.alias where unit = :unit and code = any(:codes)")
                .param("unit", unit.value())
                .param("codes", codes.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString("code"), row.getString("resource_code")))
                .list()
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    /// Stores codes that entries have in imported workbooks; existing ones stay.
    ///
    /// @param ours our codes by the codes of the workbook
    void addAliases(UnitCode unit, Map<String, String> ours) {
        batch.batchUpdate(
                """
                insert into catalogimport.alias (unit, code, resource_code) values (?, ?, ?)
                on conflict (unit, code) do nothing
                """,
                ours.entrySet().stream()
                        .map(one -> new Object[] {unit.value(), one.getKey(), one.getValue()})
                        .toList());
    }

    private ImportRun.Staged staged(ResultSet row) throws SQLException {
        String content = row.getString("content");
        return new ImportRun.Staged(
                row.getInt("seq"),
                row.getString("sheet"),
                row.getInt("first_row"),
                row.getInt("last_row"),
                row.getString("title"),
                row.getString("code"),
                row.getString("alias"),
                verdict(row),
                row.getObject("entry", UUID.class),
                row.getObject("base_number", Integer.class),
                row.getObject("base_revision", Long.class),
                content == null ? null : json.readValue(content, Content.class));
    }

    private static ImportRun.Verdict verdict(ResultSet row) throws SQLException {
        return ImportRun.Verdict.valueOf(row.getString("verdict").toUpperCase(java.util.Locale.ROOT));
    }
}
