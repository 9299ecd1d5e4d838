package org.shuguan.server.standard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The versions of data elements and code lists. Each is added once and never changed.
@Repository
class KeptStandards {
    private static final String COLUMNS =
            "v.identifier, v.number, v.withdrawn, v.content::text as content, v.reason, v.changed_by, v.changed_at";

    /// A version as stored.
    ///
    /// @param content as JSON
    record Stored(
            String identifier,
            int number,
            boolean withdrawn,
            String content,
            String reason,
            String changedBy,
            Instant changedAt) {}

    private final JdbcClient jdbc;

    KeptStandards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds the next version.
    ///
    /// @param before number of the version that it follows, 0 for the first
    /// @return false if another version was added meanwhile
    boolean add(
            StandardKind kind,
            String identifier,
            int before,
            boolean withdrawn,
            String name,
            String source,
            String content,
            String reason,
            Person by,
            Instant now) {
        if (before > 0
                && jdbc.sql("""
                        update standard.version set newest = false
                         where kind = :kind and identifier = :identifier and number = :before and newest
                        """)
                                .param("kind", kind.word())
                                .param("identifier", identifier)
                                .param("before", before)
                                .update()
                        == 0) {
            return false;
        }
        return jdbc.sql("""
                        insert into standard.version (kind, identifier, number, withdrawn, name, source, content,
                                                      reason, changed_by, changed_by_id, changed_at)
                        values (:kind, :identifier, :number, :withdrawn, :name, :source, cast(:content as jsonb),
                                :reason, :by, :byId, :now)
                        on conflict do nothing
                        """)
                        .param("kind", kind.word())
                        .param("identifier", identifier)
                        .param("number", before + 1)
                        .param("withdrawn", withdrawn)
                        .param("name", name)
                        .param("source", source)
                        .param("content", content)
                        .param("reason", reason)
                        .param("by", by.name())
                        .param("byId", by.id() == null ? null : by.id().value())
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// The newest version.
    Optional<Stored> find(StandardKind kind, String identifier) {
        return jdbc.sql("select " + COLUMNS
                        + " from standard.version v where kind = :kind and identifier = :identifier and newest")
                .param("kind", kind.word())
                .param("identifier", identifier)
                .query(Rows.to(Stored.class))
                .optional();
    }

    /// All versions, the newest first.
    List<Stored> versions(StandardKind kind, String identifier) {
        return jdbc.sql("select " + COLUMNS
                        + " from standard.version v where kind = :kind and identifier = :identifier"
                        + " order by number desc")
                .param("kind", kind.word())
                .param("identifier", identifier)
                .query(Rows.to(Stored.class))
                .list();
    }

    /// The newest versions of all, by identifier.
    List<Stored> all(StandardKind kind) {
        return jdbc.sql("select " + COLUMNS
                        + " from standard.version v where kind = :kind and newest order by identifier collate \"C\"")
                .param("kind", kind.word())
                .query(Rows.to(Stored.class))
                .list();
    }

    Listing<Stored> list(
            StandardKind kind, @Nullable Boolean withdrawn, @Nullable String type, ListQuery query, String order) {
        return PagedQuery.of(
                        jdbc,
                        "select " + COLUMNS + ", v.name, v.source, v.content ->> 'type' as type,"
                                + " coalesce(jsonb_array_length(v.content -> 'codes'), 0) as codes"
                                + " from standard.version v where v.kind = :kind and v.newest"
                                + " and (cast(:withdrawn as boolean) is null or v.withdrawn = :withdrawn)"
                                + " and (cast(:type as text) is null or v.content ->> 'type' = :type)"
                                + " and (v.identifier ilike :like or v.name ilike :like or v.source ilike :like"
                                + " or v.content ->> 'synonyms' ilike :like or v.content ->> 'english' ilike :like)")
                .with("kind", kind.word())
                .with("withdrawn", withdrawn)
                .with("type", type)
                .page(query, order, Rows.to(Stored.class));
    }

    /// Identifiers of the elements in force whose values are from the code list.
    List<String> elementsOf(String codeList) {
        return jdbc.sql("""
                        select identifier from standard.version
                         where kind = 'element' and newest and not withdrawn and content ->> 'codeList' = :list
                         order by identifier
                        """)
                .param("list", codeList)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /// Binds an item to an element, or to another one than before.
    void bind(UUID entry, String item, String element, Person by, Instant now) {
        jdbc.sql("""
                        insert into standard.binding (entry, item, element, bound_by, bound_by_id, bound_at)
                        values (:entry, :item, :element, :by, :byId, :now)
                        on conflict (entry, item) do update set element = :element, bound_by = :by,
                               bound_by_id = :byId, bound_at = :now
                        """)
                .param("entry", entry)
                .param("item", item)
                .param("element", element)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .update();
    }

    void unbind(UUID entry, String item) {
        jdbc.sql("delete from standard.binding where entry = :entry and item = :item")
                .param("entry", entry)
                .param("item", item)
                .update();
    }

    /// @param entry only its bindings, or null
    /// @param element only items bound to it, or null
    List<Binding> bindings(@Nullable UUID entry, @Nullable String element) {
        return jdbc.sql("""
                        select entry, item, element from standard.binding
                         where (cast(:entry as uuid) is null or entry = :entry)
                           and (cast(:element as text) is null or element = :element)
                         order by entry, item
                        """)
                .param("entry", entry)
                .param("element", element)
                .query(Rows.to(Binding.class))
                .list();
    }
}
