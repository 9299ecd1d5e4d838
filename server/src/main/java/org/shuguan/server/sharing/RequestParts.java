package org.shuguan.server.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// RequestParts of requests as stored.
@Repository
class RequestParts {
    private static final String SELECT = "select p.* from sharing.part p";
    private static final TypeReference<List<Ask.Item>> ITEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RequestParts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Adds a part, or stores what is asked for of an entry that the request has already.
    void save(Part part) {
        jdbc.sql("""
                        insert into sharing.part (id, request, position, entry, resource, title, owner, sharing_type,
                                                  grade, items, row_filter, renews, state)
                        values (:id, :request, :position, :entry, :resource, :title, :owner, :sharingType, :grade,
                                cast(:items as jsonb), cast(:rowFilter as jsonb), :renews, :state)
                        on conflict (request, entry) do update set position = excluded.position,
                               title = excluded.title, owner = excluded.owner, sharing_type = excluded.sharing_type,
                               grade = excluded.grade, items = excluded.items, row_filter = excluded.row_filter,
                               renews = excluded.renews
                        """)
                .param("id", part.id())
                .param("request", part.request())
                .param("position", part.position())
                .param("entry", part.entry())
                .param("resource", part.resource().value())
                .param("title", part.title())
                .param("owner", part.owner().value())
                .param("sharingType", part.sharingType().word())
                .param("grade", part.grade().word())
                .param("items", json.writeValueAsString(part.items()))
                .param("rowFilter", json.writeValueAsString(part.rowFilter()))
                .param("renews", part.renews())
                .param("state", part.state().word())
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from sharing.part where id = :id").param("id", id).update();
    }

    /// Changes the state together with other columns.
    ///
    /// @param also column → value; the columns are constants, never user input
    void move(Part part, Part.State to, Map<String, ? extends @Nullable Object> also) {
        StringBuilder set = new StringBuilder();
        also.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        int moved = jdbc.sql("update sharing.part set state = :to" + set + " where id = :id and state = :from")
                .params(also)
                .param("to", to.word())
                .param("id", part.id())
                .param("from", part.state().word())
                .update();
        if (moved != 1) {
            throw SharingRefused.notThere();
        }
    }

    void setAnswer(UUID id, @Nullable Answer answer) {
        jdbc.sql("update sharing.part set answer = cast(:answer as jsonb) where id = :id")
                .param("id", id)
                .param("answer", answer == null ? null : json.writeValueAsString(answer))
                .update();
    }

    List<Part> of(UUID request) {
        return of(List.of(request));
    }

    /// The parts of requests, in the order of each request.
    List<Part> of(Collection<UUID> requests) {
        return jdbc.sql(SELECT + " where p.request = any(:requests) order by p.request, p.position, p.id")
                .param("requests", requests.toArray(UUID[]::new))
                .query(this::part)
                .list();
    }

    Optional<Part> find(UUID id) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id)
                .query(this::part)
                .optional();
    }

    /// Locks the part until the transaction ends.
    Optional<Part> lock(UUID id) {
        return jdbc.sql(SELECT + " where p.id = :id for update")
                .param("id", id)
                .query(this::part)
                .optional();
    }

    /// Locks the parts that wait for their owners.
    List<Part> lockOpen() {
        return jdbc.sql(SELECT
                        + " where p.state in ('answering', 'opinion', 'extending', 'second') and p.due is not null"
                        + " order by p.id for update")
                .query(this::part)
                .list();
    }

    void due(UUID id, LocalDate due) {
        jdbc.sql("update sharing.part set due = :due where id = :id")
                .param("id", id)
                .param("due", due)
                .update();
    }

    private Part part(ResultSet row, int number) throws SQLException {
        String answer = row.getString("answer");
        return new Part(
                row.getObject("id", UUID.class),
                row.getObject("request", UUID.class),
                row.getInt("position"),
                row.getObject("entry", UUID.class),
                new ResourceCode(row.getString("resource")),
                row.getString("title"),
                new UnitCode(row.getString("owner")),
                Rows.constant(SharingType.class, row.getString("sharing_type")),
                Grade.of(row.getString("grade")),
                json.readValue(row.getString("items"), ITEMS),
                json.readValue(row.getString("row_filter"), RowFilter.class),
                row.getObject("renews", UUID.class),
                Rows.constant(Part.State.class, row.getString("state")),
                row.getString("case_id"),
                Columns.texts(row, "former_cases"),
                Columns.maybe(row, "answering_since"),
                row.getObject("due", LocalDate.class),
                row.getBoolean("extended"),
                answer == null ? null : json.readValue(answer, Answer.class),
                row.getBoolean("partly"),
                row.getString("refusal_reason"),
                row.getString("refusal_basis"),
                Columns.maybe(row, "answered_at"),
                row.getObject("data_grant", UUID.class));
    }
}
