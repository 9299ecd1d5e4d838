package org.shuguan.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores entries and their versions.
@Repository
class Versions {
    private static final String SELECT = """
            select v.entry, e.unit, e.code, v.number, v.state, v.content::text as content, v.revision, v.case_id,
                   v.returned_because, v.signed_by, v.signed_for, v.signed_capacity, v.signed_role, v.signed_unit, v.signed_at, v.published_at, v.withdrawn_because,
                   v.changed_at, v.changed_by, v.change
              from catalog.version v join catalog.entry e on e.id = v.entry
            """;

    /// Whether the data of a version `v` are a table of a source.
    static final String MOUNTED = "v.content #>> '{mount,source}' is not null";

    /// A new entry with its first version.
    record Fresh(UUID entry, ResourceCode code, Content content) {}

    /// Where a version stands, as far as it says who sees it.
    record Standing(
            UUID entry,
            UnitCode unit,
            int number,
            Version.State state,
            @Nullable String caseId) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;

    Versions(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.json = json;
    }

    /// Inserts entries with their first drafts in batches.
    void addAll(UnitCode unit, List<Fresh> fresh, Instant at, Person by) {
        Object time = java.util.Objects.requireNonNull(Rows.parameter(at));
        batch.batchUpdate(
                "insert into catalog.entry (id, unit, code, created_at, created_by, created_by_id) values (?, ?, ?, ?, ?, ?)",
                fresh.stream()
                        .map(one -> new Object[] {
                            one.entry(), unit.value(), one.code().value(), time, by.name(), id(by)
                        })
                        .toList());
        batch.batchUpdate(
                """
                insert into catalog.version
                       (entry, number, state, title, grade, content, changed_at, changed_by, changed_by_id)
                values (?, 1, 'draft', ?, ?, cast(? as jsonb), ?, ?, ?)
                """,
                fresh.stream()
                        .map(one -> new Object[] {
                            one.entry(),
                            one.content().title(),
                            one.content().grade().word(),
                            json.writeValueAsString(one.content()),
                            time,
                            by.name(),
                            id(by)
                        })
                        .toList());
    }

    /// Gives drafts new change numbers. When a long transaction commits, the search index may already have passed
    /// the numbers drawn in it.
    void touch(Collection<UUID> entries) {
        jdbc.sql("update catalog.version set change = nextval('catalog.change') where state = 'draft'"
                        + " and entry = any(cast(:entries as uuid[]))")
                .param("entries", entries.stream().map(UUID::toString).toArray(String[]::new))
                .update();
    }

    void addEntry(UUID id, UnitCode unit, ResourceCode code, Instant at, Person by) {
        jdbc.sql("insert into catalog.entry (id, unit, code, created_at, created_by, created_by_id)"
                        + " values (:id, :unit, :code, :at, :by, :byId)")
                .param("id", id)
                .param("unit", unit.value())
                .param("code", code.value())
                .param("at", Rows.parameter(at))
                .param("by", by.name())
                .param("byId", id(by))
                .update();
    }

    void add(UUID entry, int number, Content content, Instant at, Person by) {
        try {
            jdbc.sql("""
                            insert into catalog.version
                                   (entry, number, state, title, grade, content, changed_at, changed_by, changed_by_id)
                            values (:entry, :number, 'draft', :title, :grade, cast(:content as jsonb), :at, :by, :byId)
                            """)
                    .param("entry", entry)
                    .param("number", number)
                    .param("title", content.title())
                    .param("grade", content.grade().word())
                    .param("content", json.writeValueAsString(content))
                    .param("at", Rows.parameter(at))
                    .param("by", by.name())
                    .param("byId", id(by))
                    .update();
        } catch (DuplicateKeyException open) {
            throw CatalogRefused.versionOpen();
        }
    }

    /// Stores the content if the version is open and has the given revision.
    ///
    /// @return false if it was not stored
    boolean save(UUID entry, int number, long revision, Content content, Instant at, Person by) {
        return jdbc.sql("""
                                update catalog.version
                                   set content = cast(:content as jsonb), title = :title, grade = :grade,
                                       revision = revision + 1, changed_at = :at, changed_by = :by, changed_by_id = :byId,
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
                        .param("by", by.name())
                        .param("byId", id(by))
                        .update()
                == 1;
    }

    /// Moves a version from its state to another.
    ///
    /// @return false if it was no longer in its state
    boolean move(Version version, Version.State to, Map<String, @Nullable Object> also, Instant at, Person by) {
        StringBuilder set = new StringBuilder();
        also.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        try {
            return jdbc.sql(
                                    "update catalog.version set state = :to, changed_at = :at, changed_by = :by, changed_by_id = :byId,"
                                            + " revision = revision + 1, change = nextval('catalog.change'),"
                                            + " published_until = case when state = 'published' then :at else published_until end"
                                            + set
                                            + " where entry = :entry and number = :number and state = :from")
                            .params(also)
                            .param("to", to.word())
                            .param("from", version.state().word())
                            .param("at", Rows.parameter(at))
                            .param("by", by.name())
                            .param("byId", id(by))
                            .param("entry", version.entry())
                            .param("number", version.number())
                            .update()
                    == 1;
        } catch (DuplicateKeyException open) {
            // A deleted draft was restored while another version is open.
            throw CatalogRefused.versionOpen();
        }
    }

    /// Locks the creation of entries for tables of a source until the end of the transaction, so that two
    /// simultaneous requests do not create two entries for one table.
    void makeAlone(UUID source) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('catalog.entry-of ' || :source, 0))")
                .param("source", source.toString())
                .query((row, n) -> "")
                .single();
    }

    /// The draft, submitted, signed or published version that is mounted on a table.
    Optional<Version> standingFor(UUID source, String path) {
        return jdbc.sql(SELECT
                        + " where md5((v.content -> 'mount' ->> 'source') || ' ' || (v.content -> 'mount' ->> 'path'))"
                        + " = md5(:mount) and v.state in ('draft', 'submitted', 'signed', 'published')"
                        + " order by v.entry, v.number limit 1")
                .param("mount", source + " " + path)
                .query((row, n) -> version(row))
                .optional();
    }

    boolean hasEntries(UnitCode unit) {
        return jdbc.sql("select exists (select from catalog.entry where unit = :unit)")
                .param("unit", unit.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// SHA-256 of a version's content as stored, for the audit record of the signature.
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

    /// Reads a version and locks it until the end of the transaction.
    Optional<Version> lock(UUID entry, int number) {
        return jdbc.sql(SELECT + " where v.entry = :entry and v.number = :number for update of v")
                .param("entry", entry)
                .param("number", number)
                .query((row, n) -> version(row))
                .optional();
    }

    /// All versions of an entry except deleted ones, the newest first.
    List<Version> of(UUID entry) {
        return jdbc.sql(SELECT + " where v.entry = :entry and v.state <> 'deleted' order by v.number desc")
                .param("entry", entry)
                .query((row, n) -> version(row))
                .list();
    }

    /// The same of many entries, without what they say.
    List<Standing> standings(Collection<UUID> entries) {
        return jdbc.sql("""
                        select v.entry, e.unit, v.number, v.state, v.case_id
                          from catalog.version v join catalog.entry e on e.id = v.entry
                         where v.entry = any(cast(:entries as uuid[])) and v.state <> 'deleted'
                         order by v.entry, v.number desc
                        """)
                .param("entries", texts(entries))
                .query(Rows.to(Standing.class))
                .list();
    }

    /// These versions as a list, found by title and code.
    ///
    /// @param numbers entry → version
    /// @param kept entry → since when somebody keeps it
    Listing<CatalogReader.Kept> kept(
            Map<UUID, Integer> numbers, Map<UUID, Instant> kept, ListQuery query, String order) {
        List<UUID> entries = List.copyOf(numbers.keySet());
        return PagedQuery.of(jdbc, """
                        select v.entry, v.number as version, e.code, v.title, e.unit, v.state, v.grade, v.published_at,
                               k.at as kept_at
                          from unnest(cast(:entries as uuid[]), cast(:numbers as int[]), cast(:kept as timestamptz[]))
                               as k (entry, number, at)
                          join catalog.version v on v.entry = k.entry and v.number = k.number
                          join catalog.entry e on e.id = v.entry
                         where v.title ilike :like or e.code ilike :like
                        """)
                .with("entries", texts(entries))
                .with(
                        "numbers",
                        texts(entries.stream()
                                .map(entry -> Objects.requireNonNull(numbers.get(entry)))
                                .toList()))
                .with(
                        "kept",
                        texts(entries.stream()
                                .map(entry -> Objects.requireNonNull(kept.get(entry)))
                                .toList()))
                .page(query, order, Rows.to(CatalogReader.Kept.class));
    }

    private static String[] texts(Collection<?> values) {
        return values.stream().map(String::valueOf).toArray(String[]::new);
    }

    /// By codes: of each entry the newest version that is neither deleted nor superseded.
    List<Version> standing(Collection<String> codes) {
        return jdbc.sql("select distinct on (s.entry) s.* from (" + SELECT
                        + " where e.code = any(:codes) and v.state not in ('deleted', 'superseded')) s"
                        + " order by s.entry, s.number desc")
                .param("codes", codes.toArray(String[]::new))
                .query((row, n) -> version(row))
                .list();
    }

    /// Of each entry the published version, else the newest that is not deleted.
    List<Version> standingOf(Collection<UUID> entries) {
        return jdbc.sql("select distinct on (s.entry) s.* from (" + SELECT
                        + " where v.entry = any(cast(:entries as uuid[])) and v.state <> 'deleted') s"
                        + " order by s.entry, s.state <> 'published', s.number desc")
                .param("entries", entries.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, n) -> version(row))
                .list();
    }

    /// The published entries of units, by code.
    List<EntryDirectory.Published> published(Scope seen) {
        return jdbc.sql("select v.entry, e.code, e.unit, v.title from catalog.version v"
                        + " join catalog.entry e on e.id = v.entry where v.state = 'published' and "
                        + Scope.condition("e.unit", "seen") + " order by e.code")
                .params(seen.parameters("seen"))
                .query(Rows.to(EntryDirectory.Published.class))
                .list();
    }

    Map<UUID, ResourceCode> codes(Collection<UUID> entries) {
        Map<UUID, ResourceCode> codes = new HashMap<>();
        jdbc.sql("select id, code from catalog.entry where id = any(:entries)")
                .param("entries", entries.toArray(UUID[]::new))
                .query((row, n) -> codes.put(row.getObject("id", UUID.class), new ResourceCode(row.getString("code"))))
                .list();
        return codes;
    }

    /// By exact titles: of each entry of the unit the newest open or published version.
    List<Version> titled(UnitCode unit, Collection<String> titles) {
        return jdbc.sql("select distinct on (s.entry) s.* from (" + SELECT
                        + " where e.unit = :unit and v.title = any(:titles)"
                        + " and v.state in ('draft', 'submitted', 'signed', 'published')) s"
                        + " order by s.entry, s.number desc")
                .param("unit", unit.value())
                .param("titles", titles.toArray(String[]::new))
                .query((row, n) -> version(row))
                .list();
    }

    /// The units of codes, also of entries of which every version is deleted.
    Map<String, String> unitsOf(Collection<String> codes) {
        Map<String, String> units = new java.util.HashMap<>();
        jdbc.sql("select code, unit from catalog.entry where code = any(:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString("code"), row.getString("unit")))
                .list()
                .forEach(one -> units.put(one.getKey(), one.getValue()));
        return units;
    }

    /// Entries in the order of their codes: of each the newest version that the reader may see.
    ///
    /// @param own units whose drafts the reader sees
    /// @param overseen units of which the reader sees what they have submitted
    /// @param unit only its entries; null for all units
    /// @param afterCode only codes after this one
    List<Version> workbook(Scope own, Scope overseen, @Nullable UnitCode unit, String afterCode, int most) {
        return jdbc.sql("select distinct on (s.code) s.* from (" + SELECT
                        + " where e.code > :after and (cast(:unit as text) is null or e.unit = :unit)"
                        + " and (v.state = 'published'"
                        + " or (v.state in ('submitted', 'signed') and " + Scope.condition("e.unit", "overseen") + ")"
                        + " or (v.state in ('draft', 'submitted', 'signed') and " + Scope.condition("e.unit", "own")
                        + "))) s order by s.code, s.number desc limit :most")
                .param("after", afterCode)
                .param("unit", unit == null ? null : unit.value())
                .params(overseen.parameters("overseen"))
                .params(own.parameters("own"))
                .param("most", most)
                .query((row, n) -> version(row))
                .list();
    }

    /// How many entries of the unit have a published version.
    int publishedOf(UnitCode unit) {
        return jdbc.sql("""
                        select count(*)::int from catalog.version v join catalog.entry e on e.id = v.entry
                         where e.unit = :unit and v.state = 'published'
                        """)
                .param("unit", unit.value())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// The published versions mounted on a table.
    List<Version> publishedOver(UUID source, String path) {
        return jdbc.sql(SELECT + " where v.state = 'published' and v.content #>> '{mount,source}' = :source"
                        + " and v.content #>> '{mount,path}' = :path order by e.code")
                .param("source", source.toString())
                .param("path", path)
                .query((row, n) -> version(row))
                .list();
    }

    /// Entries with an open or published version that is mounted on a table of the source.
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

    /// Sources with a table on which an open or published version is mounted.
    List<UUID> mountedSources() {
        return jdbc.sql("""
                        select distinct (content #>> '{mount,source}')::uuid as source from catalog.version
                         where content #>> '{mount,source}' is not null
                           and state in ('draft', 'submitted', 'signed', 'published')
                         order by source
                        """).query((row, n) -> row.getObject(1, UUID.class)).list();
    }

    int lastNumber(UUID entry) {
        return jdbc.sql("select coalesce(max(number), 0) from catalog.version where entry = :entry")
                .param("entry", entry)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    List<Long> changesAfter(long change, int most) {
        return jdbc.sql("select change from catalog.version where change > :change order by change limit :most")
                .param("change", change)
                .param("most", most)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    List<Version> changed(List<Long> changes) {
        return jdbc.sql(SELECT + " where v.change = any(:changes)")
                .param("changes", changes.toArray(Long[]::new))
                .query((row, n) -> version(row))
                .list();
    }

    long lastChange() {
        return jdbc.sql("select coalesce(max(change), 0) from catalog.version")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// The entries of the actor's own units in every state, and what the overseen units have submitted.
    ///
    /// @param unit only its entries; null for all units
    /// @param mounted only those with a table in a source
    Listing<Version> list(
            Scope own,
            Scope overseen,
            Set<Version.State> states,
            @Nullable String unit,
            boolean mounted,
            ListQuery query) {
        String where = " where v.state = any(:states) and (v.title ilike :like or e.code ilike :like)"
                + " and (" + Scope.condition("e.unit", "own") + " or (v.state <> 'draft' and "
                + Scope.condition("e.unit", "overseen") + "))"
                + " and (cast(:unit as text) is null or e.unit = :unit)"
                + " and (not :mounted or " + MOUNTED + ")";
        return PagedQuery.of(jdbc, SELECT + where)
                .with(own.parameters("own"))
                .with(overseen.parameters("overseen"))
                .with("unit", unit == null || unit.isBlank() ? null : unit)
                .with("mounted", mounted)
                .with("states", states.stream().map(Version.State::word).toArray(String[]::new))
                .page(
                        query,
                        CatalogController.COLUMNS.order(query, "v.changed_at desc", "v.entry, v.number"),
                        (row, n) -> version(row));
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
                row.getString("signed_for"),
                row.getString("signed_capacity") == null ? null : Capacity.Kind.of(row.getString("signed_capacity")),
                row.getString("signed_role"),
                row.getString("signed_unit") == null ? null : new UnitCode(row.getString("signed_unit")),
                instant(row, "signed_at"),
                instant(row, "published_at"),
                row.getString("withdrawn_because"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }

    private static @Nullable UUID id(Person by) {
        return by.id() == null ? null : by.id().value();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
