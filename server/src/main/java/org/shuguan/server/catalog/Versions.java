package org.shuguan.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class Versions {
    private static final String SELECT = """
            select v.entry, e.unit, e.code, v.number, v.state, v.content::text as content, v.revision, v.case_id,
                   v.returned_because, v.signed_by, v.signed_role, v.signed_at, v.published_at, v.withdrawn_because,
                   v.changed_at, v.changed_by, v.change
              from catalog.version v join catalog.entry e on e.id = v.entry
            """;

    /// A version with the number under which it last changed.
    record Changed(Version version, long change) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Versions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void addEntry(UUID id, UnitCode unit, ResourceCode code, Instant at, String by) {
        jdbc.sql(
                        "insert into catalog.entry (id, unit, code, created_at, created_by) values (:id, :unit, :code, :at, :by)")
                .param("id", id)
                .param("unit", unit.value())
                .param("code", code.value())
                .param("at", Rows.parameter(at))
                .param("by", by)
                .update();
    }

    void add(UUID entry, int number, Content content, Instant at, String by) {
        try {
            jdbc.sql("""
                            insert into catalog.version (entry, number, state, title, grade, content, changed_at, changed_by)
                            values (:entry, :number, 'draft', :title, :grade, cast(:content as jsonb), :at, :by)
                            """)
                    .param("entry", entry)
                    .param("number", number)
                    .param("title", content.title())
                    .param("grade", content.grade().word())
                    .param("content", json.writeValueAsString(content))
                    .param("at", Rows.parameter(at))
                    .param("by", by)
                    .update();
        } catch (DuplicateKeyException open) {
            throw CatalogRefused.versionOpen();
        }
    }

    /// Whether the revision was still the one seen and the version a draft.
    boolean save(UUID entry, int number, long revision, Content content, Instant at, String by) {
        return jdbc.sql("""
                                update catalog.version
                                   set content = cast(:content as jsonb), title = :title, grade = :grade,
                                       revision = revision + 1, changed_at = :at, changed_by = :by,
                                       change = nextval('catalog.change')
                                 where entry = :entry and number = :number and revision = :revision
                                       and state in ('draft', 'submitted', 'signed')
                                """)
                        .param("entry", entry)
                        .param("number", number)
                        .param("revision", revision)
                        .param("title", content.title())
                        .param("grade", content.grade().word())
                        .param("content", json.writeValueAsString(content))
                        .param("at", Rows.parameter(at))
                        .param("by", by)
                        .update()
                == 1;
    }

    /// Moves a version from one state to the next; false where it was not in the one.
    boolean move(Version version, Version.State to, Map<String, @Nullable Object> also, Instant at, String by) {
        StringBuilder set = new StringBuilder();
        also.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        try {
            return jdbc.sql("update catalog.version set state = :to, changed_at = :at, changed_by = :by,"
                                    + " revision = revision + 1, change = nextval('catalog.change')" + set
                                    + " where entry = :entry and number = :number and state = :from")
                            .params(also)
                            .param("to", to.word())
                            .param("from", version.state().word())
                            .param("at", Rows.parameter(at))
                            .param("by", by)
                            .param("entry", version.entry())
                            .param("number", version.number())
                            .update()
                    == 1;
        } catch (DuplicateKeyException open) {
            // A deleted draft comes back while another is open.
            throw CatalogRefused.versionOpen();
        }
    }

    boolean hasEntries(UnitCode unit) {
        return jdbc.sql("select exists (select from catalog.entry where unit = :unit)")
                .param("unit", unit.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// SHA-256 of what a version says, as the database keeps it, so that the record tells what was signed.
    String digest(UUID entry, int number) {
        return jdbc.sql("""
                        select encode(sha256(convert_to(content::text, 'UTF8')), 'hex') from catalog.version
                         where entry = :entry and number = :number
                        """)
                .param("entry", entry)
                .param("number", number)
                .query((row, n) -> row.getString(1))
                .single();
    }

    /// The version as it is, held until the transaction ends: of two clicks at once the second sees what the first did.
    Optional<Version> lock(UUID entry, int number) {
        return jdbc.sql(SELECT + " where v.entry = :entry and v.number = :number for update of v")
                .param("entry", entry)
                .param("number", number)
                .query((row, n) -> version(row))
                .optional();
    }

    /// All versions of an entry, the newest first.
    List<Version> of(UUID entry) {
        return jdbc.sql(SELECT + " where v.entry = :entry and v.state <> 'deleted' order by v.number desc")
                .param("entry", entry)
                .query((row, n) -> version(row))
                .list();
    }

    /// Entries with a version in force or on its way that is mounted on a table of the source.
    List<UUID> mountedOn(UUID source) {
        return jdbc.sql("""
                        select distinct entry from catalog.version
                         where content #>> '{mount,source}' = :source
                               and state in ('draft', 'submitted', 'signed', 'published')
                         order by entry
                        """)
                .param("source", source.toString())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    int lastNumber(UUID entry) {
        return jdbc.sql("select coalesce(max(number), 0) from catalog.version where entry = :entry")
                .param("entry", entry)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    List<Version> page(Collection<String> keys) {
        return jdbc.sql(SELECT + " where v.entry::text || ':' || v.number = any(:keys)"
                        + " and v.entry = any(cast(:entries as uuid[]))")
                .param("keys", keys.toArray(String[]::new))
                .param("entries", keys.stream().map(key -> key.substring(0, 36)).toArray(String[]::new))
                .query((row, n) -> version(row))
                .list();
    }

    /// Versions that changed after the number, in order; for the index.
    List<Changed> after(long change, int most) {
        return jdbc.sql(SELECT + " where v.change > :change order by v.change limit :most")
                .param("change", change)
                .param("most", most)
                .query((row, n) -> new Changed(version(row), row.getLong("change")))
                .list();
    }

    /// The list of a unit's own entries: each entry by its newest version, and its published one where there is one.
    Listing<Version> list(Set<UnitCode> units, Set<Version.State> states, ListQuery query) {
        String where = " where e.unit = any(:units) and v.state = any(:states)"
                + " and (v.title ilike :like or e.code ilike :like)";
        String[] codes = units.stream().map(UnitCode::value).toArray(String[]::new);
        String[] words = states.stream().map(Version.State::word).toArray(String[]::new);
        long total = jdbc.sql("select count(*) from catalog.version v join catalog.entry e on e.id = v.entry" + where)
                .param("units", codes)
                .param("states", words)
                .param("like", query.like())
                .query((row, n) -> row.getLong(1))
                .single();
        String order = query.orderBy(
                Map.of(
                        "title",
                        "v.title",
                        "code",
                        "e.code",
                        "state",
                        "v.state",
                        "grade",
                        "v.grade",
                        "changed",
                        "v.changed_at"),
                "v.changed_at desc",
                "v.entry, v.number");
        List<Version> items = jdbc.sql(SELECT + where + " order by " + order + " limit :size offset :offset")
                .param("units", codes)
                .param("states", words)
                .param("like", query.like())
                .param("size", query.sizeOrUsual())
                .param("offset", query.offset())
                .query((row, n) -> version(row))
                .list();
        return new Listing<>(items, total, query.pageOrFirst(), query.sizeOrUsual());
    }

    private Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getObject("entry", UUID.class),
                new UnitCode(row.getString("unit")),
                new ResourceCode(row.getString("code")),
                row.getInt("number"),
                Version.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                json.readValue(row.getString("content"), Content.class),
                row.getLong("revision"),
                row.getString("case_id"),
                row.getString("returned_because"),
                row.getString("signed_by"),
                row.getString("signed_role"),
                instant(row, "signed_at"),
                instant(row, "published_at"),
                row.getString("withdrawn_because"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
