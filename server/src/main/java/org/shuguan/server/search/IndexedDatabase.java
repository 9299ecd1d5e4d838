package org.shuguan.server.search;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The identity of the database, which an index on disk must have been built from.
@Repository
class IndexedDatabase {
    private final JdbcClient jdbc;

    IndexedDatabase(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID id() {
        return jdbc.sql("select id from search.database")
                .query((row, n) -> row.getObject("id", UUID.class))
                .single();
    }
}
