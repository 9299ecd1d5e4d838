package org.shuguan.server.finding;

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

@Repository
class SavedSearches {
    private static final String SELECT = """
            select s.id, s.officer, s.name, s.question, s.chosen::text as chosen, s.paused, s.saved_at,
                   (select count(*) from finding.told t where t.search = s.id) as told
              from finding.saved_search s
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
                            insert into finding.saved_search (id, officer, name, question, chosen, paused, saved_at)
                            values (:id, :officer, :name, :question, cast(:chosen as jsonb), :paused, :at)
                            """)
                    .param("id", search.id())
                    .param("officer", Rows.parameter(search.officer()))
                    .param("name", search.name())
                    .param("question", search.question())
                    .param("chosen", json.writeValueAsString(search.chosen()))
                    .param("paused", search.paused())
                    .param("at", Rows.parameter(search.savedAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
    }

    void change(UUID id, String name, boolean paused) {
        try {
            jdbc.sql("update finding.saved_search set name = :name, paused = :paused where id = :id")
                    .param("id", id)
                    .param("name", name)
                    .param("paused", paused)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw nameTaken();
        }
    }

    void remove(UUID id) {
        jdbc.sql("delete from finding.saved_search where id = :id")
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
        String where = " where s.officer = :officer and (s.name ilike :like or s.question ilike :like)";
        String order = query.orderBy(
                Map.of("name", "s.name", "question", "s.question", "saved", "s.saved_at", "told", "told"),
                "s.saved_at desc",
                "s.id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with("officer", Rows.parameter(officer))
                .page(query, order, (row, n) -> search(row));
    }

    int count(OfficerId officer) {
        return jdbc.sql("select count(*) from finding.saved_search where officer = :officer")
                .param("officer", Rows.parameter(officer))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// Those that may still tell of the entry.
    List<SavedSearch> listening(UUID entry) {
        return jdbc.sql(SELECT + """
                         where not s.paused
                           and not exists (select 1 from finding.told t where t.search = s.id and t.entry = :entry)
                         order by s.id
                        """)
                .param("entry", entry)
                .query((row, n) -> search(row))
                .list();
    }

    /// Whether it had not told of the entry yet.
    boolean tells(UUID search, UUID entry, Instant at) {
        return jdbc.sql("""
                                insert into finding.told (search, entry, told_at) values (:search, :entry, :at)
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
                row.getString("question"),
                json.readValue(row.getString("chosen"), new TypeReference<Map<String, List<String>>>() {}),
                row.getBoolean("paused"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getLong("told"));
    }
}
