package org.shuguan.bench.search;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.server.catalog.Content;

/// Search with what PostgreSQL ships: full text with the configuration `simple` (it has none that segments
/// Chinese), trigrams of `pg_trgm`, and `ilike`; in a database whose locale classifies Chinese characters as
/// letters.
final class PlainPostgres implements AutoCloseable {
    private static final String SEARCH = """
            select key from entry
             where words @@ plainto_tsquery('simple', ?) or title ilike ? or items ilike ? or summary ilike ?
                or ? <% title or ? <% items
             order by 6 * (title ilike ?)::int + 2 * (items ilike ?)::int + 3 * word_similarity(?, title)
                      + word_similarity(?, items) + ts_rank(words, plainto_tsquery('simple', ?)) desc,
                      length(title), key
             limit 10
            """;
    /// One character for each parameter of the statement: `%` for an `ilike` pattern, `.` for the query itself.
    private static final String PATTERNS = ".%%%..%%...";

    private final EmbeddedPostgres server;
    private final Connection connection;

    PlainPostgres(List<City.Entry> entries) throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        try (Connection first = server.getPostgresDatabase().getConnection();
                Statement statement = first.createStatement()) {
            statement.execute("create database city template template0 encoding 'UTF8' locale_provider libc"
                    + " lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'");
        }
        connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "city"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_trgm");
            statement.execute("set pg_trgm.word_similarity_threshold = 0.4");
            statement.execute("create table entry (key text, title text, items text, summary text, words tsvector"
                    + " generated always as (setweight(to_tsvector('simple', title), 'A')"
                    + " || setweight(to_tsvector('simple', items), 'B') || to_tsvector('simple', summary)) stored)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into entry values (?, ?, ?, ?)")) {
            for (City.Entry entry : entries) {
                insert.setString(1, entry.key());
                insert.setString(2, entry.content().title());
                insert.setString(3, items(entry.content()));
                insert.setString(4, entry.content().summary());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create index on entry using gin (words)");
            statement.execute("create index on entry using gin (title gin_trgm_ops)");
            statement.execute("create index on entry using gin (items gin_trgm_ops)");
            statement.execute("analyze entry");
        }
    }

    private static String items(Content content) {
        return content.items().stream()
                .map(item -> item.name() + " " + item.physicalName())
                .collect(Collectors.joining("\n"));
    }

    List<String> find(String query) {
        try (PreparedStatement search = connection.prepareStatement(SEARCH)) {
            for (int i = 0; i < PATTERNS.length(); i++) {
                search.setString(i + 1, PATTERNS.charAt(i) == '%' ? "%" + query + "%" : query);
            }
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
