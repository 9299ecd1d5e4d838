package org.shuguan.server.catalog;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What tells that a link of the chain holds for an entry. Declared as a bean by the module that owns the rows; a link
/// that no module tells of is unknown.
public interface LinkEvidence {
    /// That a link holds.
    ///
    /// @param since since when
    /// @param facts arguments of the sentence `chain.evidence.<link>` that says by what it is known
    /// @param page where the evidence is seen, null if there is no page
    record Fact(
            Instant since,
            Map<String, String> facts,
            @Nullable String page) {
        public Fact {
            facts = Map.copyOf(facts);
        }
    }

    ChainLink link();

    /// The facts about entries; for an entry without one the link does not hold. One pass for all entries.
    Map<UUID, Fact> of(Collection<UUID> entries);

    /// Evidence that a query selects from the module's own schema.
    ///
    /// @param sql selects `entry`, `since` and, as text, the arguments of the sentence and `page`; `:entries` is
    ///     the array of the entries that are asked for
    static LinkEvidence selected(JdbcClient jdbc, ChainLink link, String sql) {
        return new LinkEvidence() {
            @Override
            public ChainLink link() {
                return link;
            }

            @Override
            public Map<UUID, Fact> of(Collection<UUID> entries) {
                Map<UUID, Fact> found = new HashMap<>();
                jdbc.sql(sql)
                        .param("entries", entries.toArray(UUID[]::new))
                        .query((row, n) -> found.put(row.getObject("entry", UUID.class), fact(row)))
                        .list();
                return found;
            }
        };
    }

    private static Fact fact(ResultSet row) throws SQLException {
        Map<String, String> facts = new HashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            String value = Set.of("entry", "since").contains(name) ? null : row.getString(i);
            if (value != null) {
                facts.put(name, value);
            }
        }
        String page = facts.remove("page");
        return new Fact(row.getTimestamp("since").toInstant(), facts, page);
    }
}
