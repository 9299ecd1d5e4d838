package org.shuguan.server.savedsearch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of saved searches, and which entries each has sent a notice about.
@Repository
class SavedSearches {
    private static final String SELECT = """
            select s.id, s.officer, s.name, s.query, s.filters::text as filters, s.paused, s.saved_at, s.version,
                   (select count(*) from savedsearch.notified n where n.search = s.id) as notified
              from savedsearch.saved_search s
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SavedSearches(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(SavedSearch search) {
        try {
            jdbc.sql("""
                            insert into savedsearch.saved_search (id, officer, name, query, filters, paused, saved_at)
                            values (:id, :officer, :name, :query, cast(:filters as jsonb), :paused, :at)
                            """)
                    .param("id", search.id())
                    .param("officer", Rows.parameter(search.officer()))
                    .param("name", search.name())
                    .param("query", search.query())
                    .param("filters", json.writeValueAsString(search.filters()))
                    .param("paused", search.paused())
                    .param("at", Rows.parameter(search.savedAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
    }

    /// Returns false where it has another version by now.
    boolean change(UUID id, long version, String name, boolean paused) {
        try {
            return jdbc.sql("""
                                    update savedsearch.saved_search
                                       set name = :name, paused = :paused, version = version + 1
                                     where id = :id and version = :version
                                    """)
                            .param("id", id)
                            .param("version", version)
                            .param("name", name)
                            .param("paused", paused)
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
    }

    void remove(UUID id) {
        jdbc.sql("delete from savedsearch.saved_search where id = :id")
                .param("id", id)
                .update();
    }

    Optional<SavedSearch> one(OfficerId officer, UUID id) {
        return jdbc.sql(SELECT + " where s.officer = :officer and s.id = :id")
                .param("officer", Rows.parameter(officer))
                .param("id", id)
                .query((row, n) -> search(row))
                .optional();
    }

    Listing<SavedSearch> list(OfficerId officer, ListQuery query) {
        String where = " where s.officer = :officer and (s.name ilike :like or s.query ilike :like)";
        String order = SavedSearchController.COLUMNS.order(query, "s.saved_at desc", "s.id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with("officer", Rows.parameter(officer))
                .page(query, order, (row, n) -> search(row));
    }

    int count(OfficerId officer) {
        return jdbc.sql("select count(*) from savedsearch.saved_search where officer = :officer")
                .param("officer", Rows.parameter(officer))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// The searches that are not paused and have not sent a notice about the entry yet.
    List<SavedSearch> activeWithout(UUID entry) {
        return jdbc.sql(SELECT + """
                         where not s.paused
                           and not exists (select 1 from savedsearch.notified n where n.search = s.id and n.entry = :entry)
                         order by s.id
                        """)
                .param("entry", entry)
                .query((row, n) -> search(row))
                .list();
    }

    /// Records that a search sends a notice about an entry; returns false where it did before.
    boolean recordNotice(UUID search, UUID entry, Instant at) {
        return jdbc.sql("""
                                insert into savedsearch.notified (search, entry, notified_at) values (:search, :entry, :at)
                                on conflict do nothing
                                """)
                        .param("search", search)
                        .param("entry", entry)
                        .param("at", Rows.parameter(at))
                        .update()
                == 1;
    }

    private static InvalidInput nameTaken() {
        return new InvalidInput(List.of(new InvalidInput.FieldError("name", "search-name-taken", Map.of())));
    }

    private SavedSearch search(ResultSet row) throws SQLException {
        return new SavedSearch(
                row.getObject("id", UUID.class),
                new OfficerId(row.getObject("officer", UUID.class)),
                row.getString("name"),
                row.getString("query"),
                json.readValue(row.getString("filters"), new TypeReference<Map<String, List<String>>>() {}),
                row.getBoolean("paused"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"),
                row.getLong("notified"));
    }
}
