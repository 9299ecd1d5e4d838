package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// MySQL and MariaDB. They have no COPY, so rows are streamed by the driver.
final class MysqlSource implements OpenSource {
    private static final List<String> SYSTEM = List.of("information_schema", "mysql", "performance_schema", "sys");

    /// Matched at the beginning of the type: `enum('blob')` is text.
    private static final Pattern BINARY =
            Pattern.compile("(tiny|medium|long)?blob|(var)?binary|(multi)?(point|linestring|polygon)|geom");

    /// Types whose values may be larger than 64 KiB.
    private static final Pattern UNLIMITED = Pattern.compile("mediumtext|longtext|json");

    /// The driver's exception for this case can only be recognised by its message.
    private static final String WITHOUT_TLS = "ssl not enabled in the server";

    private final Source.Database address;
    private final Connections connections;
    private final Map<String, List<Note>> notes = new ConcurrentHashMap<>();

    MysqlSource(Source.Database address) throws SourceUnreadable {
        this.address = address;
        this.connections = Jdbc.reached(() -> connect(address, false));
    }

    @Override
    public List<Table> tables() throws SourceUnreadable {
        try (Connections.Borrowed borrowed = connections.borrow()) {
            List<Table> tables = tables(borrowed.connection());
            borrowed.markReusable();
            return tables;
        }
    }

    private List<Table> tables(Connection connection) throws SourceUnreadable {
        List<String> schemas = schemas(connection);
        String in = schemas.stream().map(s -> "?").collect(Collectors.joining(", ", "(", ")"));
        Map<String, List<Table.Column>> columns = columns(connection, schemas, in);
        columnRights(connection, schemas, in);
        Map<String, List<Table.Key>> keys = new HashMap<>();
        Map<String, List<Table.Reference>> references = new HashMap<>();
        keys(connection, schemas, in, keys);
        references(connection, schemas, in, references);
        return Jdbc.list(
                connection,
                "select table_schema, table_name, table_type, table_comment, coalesce(table_rows, -1) as table_rows,"
                        + " coalesce(data_length, -1) as bytes from information_schema.tables where table_schema in "
                        + in + " order by table_schema, table_name",
                schemas,
                row -> {
                    String path = row.getString("table_schema") + "." + row.getString("table_name");
                    boolean view = row.getString("table_type").contains("VIEW");
                    return new Table(
                            row.getString("table_schema"),
                            row.getString("table_name"),
                            view ? Table.Kind.VIEW : Table.Kind.TABLE,
                            view ? null : text(row.getString("table_comment")),
                            row.getLong("table_rows"),
                            row.getLong("bytes"),
                            columns.getOrDefault(path, List.of()),
                            keys.getOrDefault(path, List.of()),
                            references.getOrDefault(path, List.of()));
                });
    }

    @Override
    public List<Unread> unread() {
        return List.of();
    }

    @Override
    public Relation relation(Table table, long sample) throws SourceUnreadable {
        Connections.Borrowed borrowed = connections.borrow();
        return new Spool(
                table,
                borrowed,
                new RowFeed(
                        borrowed.connection(),
                        queries(table, sample),
                        table.columns().size(),
                        Duration.ZERO));
    }

    @Override
    public Relation whole(Table table) throws SourceUnreadable {
        String columns = table.columns().stream().map(MysqlSource::wholly).collect(Collectors.joining(", "));
        Connections.Borrowed borrowed = connections.borrow();
        RowFeed rows = new RowFeed(
                borrowed.connection(),
                SampleQueries.only("select " + columns + " from " + from(table)),
                table.columns().size(),
                Duration.ZERO);
        return new Spool(table, borrowed, rows, true);
    }

    @Override
    public boolean hasWatermarks() {
        return true;
    }

    @Override
    public Relation whole(Table table, Watermark watermark, Watermark.Choice choice) throws SourceUnreadable {
        String column = Quote.backtick(watermark.column());
        // A value in the future would hide all rows that come until then.
        String past = switch (watermark.kind()) {
            case NUMBER -> "";
            case DAY -> " where " + column + " <= curdate() + interval 1 day";
            case TIME -> " where " + column + " <= now() + interval 1 day";
        };
        String text = switch (watermark.kind()) {
            case NUMBER -> "cast(max(" + column + ") as char)";
            case DAY -> "date_format(max(" + column + "), '%Y-%m-%d')";
            case TIME -> "date_format(max(" + column + "), '%Y-%m-%d %H:%i:%s.%f')";
        };
        String question = "select (select " + text + " from " + from(table) + past + "), (select count(*) from "
                + from(table) + " where " + column + " is null)";
        String columns = table.columns().stream().map(MysqlSource::wholly).collect(Collectors.joining(", "));
        Connections.Borrowed borrowed = connections.borrow();
        return new Spool(
                table,
                borrowed,
                new SnapshotFeed(
                        borrowed.connection(),
                        // Tables of engines without transactions have no snapshot: a row that comes after the
                        // watermark was read may be read now, and is read again next time.
                        List.of(
                                "set transaction isolation level repeatable read",
                                "start transaction with consistent snapshot, read only"),
                        question,
                        watermark,
                        choice,
                        least -> new RowFeed(
                                borrowed.connection(),
                                SampleQueries.only("select " + columns + " from " + from(table)
                                        + (least == null
                                                ? ""
                                                : " where " + column + " >= " + literal(watermark, least))),
                                table.columns().size(),
                                Duration.ZERO)),
                true);
    }

    private static String literal(Watermark watermark, String value) {
        return watermark.kind() == Watermark.Kind.NUMBER ? value : Quote.text(value);
    }

    @Override
    public boolean isBinary(Table.Column column) {
        return binary(column);
    }

    @Override
    public void close() {
        connections.close();
    }

    private static SampleQueries queries(Table table, long sample) {
        String columns = table.columns().stream().map(MysqlSource::selected).collect(Collectors.joining(", "));
        String all = "select " + columns + " from " + from(table);
        if (sample <= 0) {
            return SampleQueries.only(all);
        }
        String first = all + " limit " + sample;
        return table.estimatedRows() > sample * 2
                ? SampleQueries.sample(
                        all + " where rand() < " + 2.0 * sample / table.estimatedRows() + " limit " + sample,
                        first,
                        sample)
                : SampleQueries.only(first);
    }

    private static String from(Table table) {
        return Quote.backtick(table.schema()) + "." + Quote.backtick(table.name());
    }

    private static String wholly(Table.Column column) {
        String name = Quote.backtick(column.name());
        if (binary(column)) {
            return "octet_length(" + name + ")";
        }
        return UNLIMITED.matcher(column.declaredType()).lookingAt()
                ? "case when octet_length(" + name + ") > " + RowWriter.LARGEST_SENT + " then concat(char(1), "
                        + Quote.text(Relation.TOO_LARGE.substring(1)) + ", octet_length(" + name + ")) else " + name
                        + " end"
                : name;
    }

    /// Bytes are measured. Of a text that is too large to be sent its beginning and its lengths are selected.
    private static String selected(Table.Column column) {
        String name = Quote.backtick(column.name());
        if (binary(column)) {
            return "octet_length(" + name + ")";
        }
        return UNLIMITED.matcher(column.declaredType()).lookingAt()
                ? "case when octet_length(" + name + ") > " + RowWriter.LARGEST_SENT + " then concat(left(" + name
                        + ", " + LargeValues.FROM + "), char(1), 'length ', char_length(" + name
                        + "), ' ', octet_length(" + name + ")) else " + name + " end"
                : name;
    }

    private static boolean binary(Table.Column column) {
        return BINARY.matcher(column.declaredType()).lookingAt();
    }

    static Connection connect(Source.Database address, boolean writing) throws SourceUnreadable {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        if (address.secret() != null) {
            properties.setProperty("password", address.secret());
        }
        properties.setProperty(
                "connectTimeout", Long.toString(address.limits().connect().toMillis()));
        properties.setProperty(
                "socketTimeout", Long.toString(address.limits().silence().toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        // A hostile server could ask the client for local files.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("autocommit", "true");
        properties.setProperty("tinyInt1isBit", "false");
        Connection connection = encryptedWherePossible(Jdbc.address("mariadb", address), properties);
        try (Statement statement = connection.createStatement()) {
            if (writing) {
                // Otherwise a value that does not fit may be cut with a warning only.
                statement.execute("set session sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES')");
            } else {
                statement.execute("set session transaction read only");
            }
            limitStatements(statement, address);
            return connection;
        } catch (SQLException e) {
            Jdbc.close(connection);
            throw Jdbc.unreadable(e);
        }
    }

    /// TLS if the server supports it: the mode PREFERRED of MySQL's own clients, which this driver lacks. The
    /// certificate is not verified, so this protects against eavesdropping and not against a man in the middle.
    private static Connection encryptedWherePossible(String url, Properties properties) throws SourceUnreadable {
        properties.setProperty("sslMode", "trust");
        try {
            return Jdbc.connect(new Driver(), url, properties);
        } catch (SourceUnreadable e) {
            if (!cannotEncrypt(e)) {
                throw e;
            }
            properties.setProperty("sslMode", "disable");
            return Jdbc.connect(new Driver(), url, properties);
        }
    }

    /// Whether the server supports no TLS, or only outdated versions.
    private static boolean cannotEncrypt(SourceUnreadable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    || String.valueOf(cause.getMessage()).contains(WITHOUT_TLS)) {
                return true;
            }
        }
        return false;
    }

    /// MariaDB takes seconds, MySQL milliseconds, under different names.
    private static void limitStatements(Statement statement, Source.Database address) throws SQLException {
        boolean maria = statement
                .getConnection()
                .getMetaData()
                .getDatabaseProductVersion()
                .toLowerCase(Locale.ROOT)
                .contains("mariadb");
        long milliseconds = address.limits().statement().toMillis();
        statement.execute(
                maria
                        ? "set session max_statement_time = " + milliseconds / 1000.0
                        : "set session max_execution_time = " + milliseconds);
    }

    private List<String> schemas(Connection connection) throws SourceUnreadable {
        List<String> seen = Jdbc.list(
                connection, "select schema_name from information_schema.schemata", List.of(), row -> row.getString(1));
        List<String> wanted = address.schemas().isEmpty() ? List.of(address.database()) : address.schemas();
        for (String schema : wanted) {
            if (!seen.contains(schema) || SYSTEM.contains(schema)) {
                throw new SourceUnreadable(Reason.SCHEMA_MISSING, schema, null);
            }
        }
        return wanted;
    }

    @Override
    public List<Note> notes(Table table) {
        return notes.getOrDefault(table.path(), List.of());
    }

    /// Of a table on whose columns the user has rights one by one, the database lists only these.
    private void columnRights(Connection connection, List<String> schemas, String in) throws SourceUnreadable {
        Jdbc.list(
                        connection,
                        "select distinct c.table_schema, c.table_name from information_schema.column_privileges c"
                                + " where c.privilege_type = 'SELECT' and c.table_schema in " + in
                                + " and not exists (select 1 from information_schema.table_privileges t where"
                                + " t.table_schema = c.table_schema and t.table_name = c.table_name"
                                + " and t.privilege_type = 'SELECT')"
                                + " and not exists (select 1 from information_schema.schema_privileges s where"
                                + " c.table_schema like s.table_schema and s.privilege_type = 'SELECT')"
                                + " and not exists (select 1 from information_schema.user_privileges u where"
                                + " u.privilege_type = 'SELECT')",
                        schemas,
                        row -> row.getString(1) + "." + row.getString(2))
                .forEach(path -> notes.computeIfAbsent(path, table -> new ArrayList<>())
                        .add(new Note("columns-granted", Map.of())));
    }

    private Map<String, List<Table.Column>> columns(Connection connection, List<String> schemas, String in)
            throws SourceUnreadable {
        record Row(String table, boolean open, Table.Column column) {}
        Map<String, List<String>> closed = new HashMap<>();
        Map<String, List<Table.Column>> columns = new HashMap<>();
        Jdbc.list(
                        connection,
                        "select table_schema, table_name, column_name, data_type, column_type, character_maximum_length,"
                                + " is_nullable, column_comment, privileges from information_schema.columns where table_schema in "
                                + in + " order by table_schema, table_name, ordinal_position",
                        schemas,
                        row -> {
                            long length = row.getLong("character_maximum_length");
                            return new Row(
                                    row.getString("table_schema") + "." + row.getString("table_name"),
                                    readable(row.getString("privileges")),
                                    new Table.Column(
                                            row.getString("column_name"),
                                            row.getString("column_type"),
                                            row.getString("data_type").endsWith("char") ? (int) length : null,
                                            "YES".equals(row.getString("is_nullable")),
                                            text(row.getString("column_comment"))));
                        })
                .forEach(row -> {
                    if (row.open()) {
                        columns.computeIfAbsent(row.table(), name -> new ArrayList<>())
                                .add(row.column());
                    } else {
                        closed.computeIfAbsent(row.table(), name -> new ArrayList<>())
                                .add(row.column().name());
                    }
                });
        closed.forEach((path, names) -> notes.computeIfAbsent(path, table -> new ArrayList<>())
                .add(new Note("columns-closed", Map.of("columns", Note.names(names)))));
        return columns;
    }

    /// The rights on a column as the database lists them: `select,insert`. Some versions list none.
    private static boolean readable(@Nullable String rights) {
        return rights == null
                || rights.isBlank()
                || Arrays.asList(rights.toLowerCase(Locale.ROOT).split(",")).contains("select");
    }

    /// Reads keys from index statistics, which are visible with the SELECT privilege; constraints are visible only
    /// with further privileges.
    private void keys(Connection connection, List<String> schemas, String in, Map<String, List<Table.Key>> keys)
            throws SourceUnreadable {
        record Part(String table, String index, String column) {}
        List<Part> parts = Jdbc.list(
                connection,
                "select table_schema, table_name, index_name, column_name from information_schema.statistics"
                        + " where non_unique = 0 and column_name is not null and table_schema in " + in
                        + " order by table_schema, table_name, index_name <> 'PRIMARY', index_name, seq_in_index",
                schemas,
                row -> new Part(row.getString(1) + "." + row.getString(2), row.getString(3), row.getString(4)));
        groups(parts, part -> Arrays.asList(part.table(), part.index())).forEach(group -> {
            Part first = group.getFirst();
            keys.computeIfAbsent(first.table(), name -> new ArrayList<>())
                    .add(new Table.Key(
                            first.index().equals("PRIMARY"),
                            group.stream().map(Part::column).toList()));
        });
    }

    private void references(
            Connection connection, List<String> schemas, String in, Map<String, List<Table.Reference>> references)
            throws SourceUnreadable {
        record Part(String table, String constraint, String column, String schema, String name, String referenced) {}
        List<Part> parts = Jdbc.list(
                connection,
                "select table_schema, table_name, constraint_name, column_name, referenced_table_schema,"
                        + " referenced_table_name, referenced_column_name from information_schema.key_column_usage"
                        + " where referenced_table_name is not null and table_schema in " + in
                        + " order by table_schema, table_name, constraint_name, ordinal_position",
                schemas,
                row -> new Part(
                        row.getString(1) + "." + row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
        groups(parts, part -> Arrays.asList(part.table(), part.constraint())).forEach(group -> {
            Part first = group.getFirst();
            references
                    .computeIfAbsent(first.table(), name -> new ArrayList<>())
                    .add(new Table.Reference(
                            group.stream().map(Part::column).toList(),
                            first.schema(),
                            first.name(),
                            group.stream().map(Part::referenced).toList()));
        });
    }

    private static <T> Collection<List<T>> groups(List<T> parts, Function<T, List<String>> by) {
        return parts.stream()
                .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static @Nullable String text(@Nullable String comment) {
        return comment == null || comment.isBlank() ? null : comment;
    }
}
