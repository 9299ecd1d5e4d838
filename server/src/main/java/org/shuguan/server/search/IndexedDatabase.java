package org.shuguan.server.search;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The identity of the database. An index on disk is used only if it was built from this database.
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
