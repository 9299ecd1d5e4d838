package org.shuguan.dataplane.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import tools.jackson.databind.json.JsonMapper;

/// MariaDB's binary log. The server keeps it by its own rule, whoever reads it: a capture leaves nothing there, and
/// must read on before its position is removed.
record MariadbLog(Source.Database source) implements SourceLog {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TYPE = Pattern.compile("([a-z]+)(\\([^)]*\\))?(.*)", Pattern.DOTALL);
    private static final long FIRST_SERVER_ID = 1_000_000_000;

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) throws CaptureFailed {
        try (Connection connection = Sources.connect(source)) {
            return work.with(connection);
        } catch (SourceUnreadable unreadable) {
            throw new CaptureFailed(
                    CaptureFailed.Reason.AWAY, unreadable.reason() + " " + unreadable.detail(), unreadable);
        } catch (SQLException failed) {
            throw new CaptureFailed(
                    CaptureFailed.Reason.AWAY,
                    Sources.unreadable(failed).reason().name(),
                    failed);
        }
    }

    private static List<List<String>> rows(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> one = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        one.add(String.valueOf(row.getString(i)));
                    }
                    rows.add(one);
                }
                return rows;
            }
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).getFirst().getFirst();
    }

    @Override
    public Checked check(String path, Set<String> wanted, String name) throws CaptureFailed {
        return with(connection -> checked(connection, path, wanted));
    }

    private static Checked checked(Connection connection, String path, Set<String> wanted) throws SQLException {
        List<Prerequisite> all = new ArrayList<>();
        String version = one(connection, "select version()");
        all.add(Prerequisite.needed("mariadb", version.contains("MariaDB"), version, ""));
        String log = one(connection, "select @@global.log_bin");
        all.add(Prerequisite.needed("log-bin", log.equals("1"), log, "[mariadbd] log_bin = on, server_id = 1"));
        String format = one(connection, "select @@global.binlog_format");
        all.add(Prerequisite.needed(
                "binlog-format", format.equals("ROW"), format, "set global binlog_format = 'ROW';"));
        String image = one(connection, "select @@global.binlog_row_image");
        all.add(Prerequisite.needed("row-image", image.equals("FULL"), image, "set global binlog_row_image = 'FULL';"));
        Set<String> granted = granted(connection);
        String user = "'" + one(connection, "select current_user()").replace("@", "'@'") + "'";
        boolean mayRead = granted.contains("ALL PRIVILEGES")
                || (granted.contains("REPLICATION SLAVE")
                        && (granted.contains("BINLOG MONITOR") || granted.contains("REPLICATION CLIENT")));
        all.add(Prerequisite.needed(
                "binlog-rights", mayRead, "", "grant replication slave, binlog monitor on *.* to " + user + ";"));
        boolean mayLock = granted.contains("ALL PRIVILEGES") || granted.contains("RELOAD");
        all.add(Prerequisite.needed("reload", mayLock, "", "grant reload on *.* to " + user + ";"));
        String days = one(connection, "select @@global.expire_logs_days");
        all.add(Prerequisite.advised(
                "log-days",
                Double.parseDouble(days) == 0 || Double.parseDouble(days) >= 3,
                days,
                "set global expire_logs_days = 7;"));
        int dot = path.indexOf('.');
        String schema = path.substring(0, Math.max(0, dot));
        String table = path.substring(dot + 1);
        List<List<String>> columns = rows(
                connection,
                "select column_name, column_type from information_schema.columns"
                        + " where table_schema = ? and table_name = ? order by ordinal_position",
                schema,
                table);
        boolean there = !columns.isEmpty()
                && !rows(
                                connection,
                                "select 1 from information_schema.tables where table_schema = ? and table_name = ?"
                                        + " and table_type = 'BASE TABLE'",
                                schema,
                                table)
                        .isEmpty();
        if (!there) {
            all.add(Prerequisite.needed("table", false, path, ""));
            return new Checked(all, null);
        }
        List<String> key = rows(
                        connection,
                        "select column_name from information_schema.key_column_usage where table_schema = ?"
                                + " and table_name = ? and constraint_name = 'PRIMARY' order by ordinal_position",
                        schema,
                        table)
                .stream()
                .map(List::getFirst)
                .toList();
        all.add(Prerequisite.needed(
                "key", !key.isEmpty(), String.join(", ", key), "alter table " + path + " add primary key (…);"));
        Set<String> kept = new HashSet<>(wanted);
        kept.addAll(key);
        List<CapturedTable.Column> captured = new ArrayList<>();
        List<String> inexact = new ArrayList<>();
        for (List<String> column : columns) {
            if (kept.contains(column.getFirst())) {
                String type = kept(column.getLast());
                if (type == null) {
                    inexact.add(column.getFirst() + " " + column.getLast());
                } else {
                    captured.add(new CapturedTable.Column(column.getFirst(), column.getLast(), type));
                }
            }
        }
        all.add(Prerequisite.needed("types", inexact.isEmpty(), String.join(", ", inexact), ""));
        return new Checked(
                all, key.isEmpty() || !inexact.isEmpty() ? null : new CapturedTable(schema, table, captured, key));
    }

    private static Set<String> granted(Connection connection) throws SQLException {
        Set<String> granted = new HashSet<>();
        for (List<String> row : rows(connection, "show grants for current_user()")) {
            Matcher global = Pattern.compile("GRANT (.*) ON \\*\\.\\* TO .*", Pattern.DOTALL)
                    .matcher(row.getFirst());
            if (global.matches()) {
                granted.addAll(List.of(Objects.requireNonNull(global.group(1))
                        .toUpperCase(Locale.ROOT)
                        .split(", ")));
            }
        }
        return granted;
    }

    /// The type in the copy that has all values of a declared type; null if the engine does not deliver them exactly.
    static @Nullable String kept(String declared) {
        Matcher type = TYPE.matcher(declared.toLowerCase(Locale.ROOT));
        if (!type.matches()) {
            return null;
        }
        String size = Objects.requireNonNullElse(type.group(2), "");
        boolean unsigned = Objects.requireNonNull(type.group(3)).contains("unsigned");
        return switch (String.valueOf(type.group(1))) {
            case "tinyint" -> "smallint";
            case "smallint" -> unsigned ? "integer" : "smallint";
            case "mediumint", "year" -> "integer";
            case "int" -> unsigned ? "bigint" : "integer";
            case "bigint" -> unsigned ? "numeric(20)" : "bigint";
            case "decimal" -> "numeric" + size;
            case "double" -> "double precision";
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> "text";
            case "date" -> "date";
            case "datetime" -> "timestamp without time zone";
            case "timestamp" -> "timestamp with time zone";
            default -> null;
        };
    }

    @Override
    public void prepare(CapturedTable table, String name) {
        // A reader of the log is known to the server only while it reads.
    }

    @Override
    public void drop(String name) {
        // Nothing is kept for it.
    }

    @Override
    public List<String> names(String prefix) {
        return List.of();
    }

    @Override
    public Lag lag(String name, @Nullable Position position) throws CaptureFailed {
        return with(connection -> {
            if (position == null) {
                return new Lag(0, null, null, true);
            }
            int colon = position.text().lastIndexOf(':');
            String file = position.text().substring(0, colon);
            long bytes = -1;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("show binary logs")) {
                while (row.next()) {
                    if (bytes >= 0) {
                        bytes += row.getLong(2);
                    } else if (row.getString(1).equals(file)) {
                        bytes = Math.max(
                                0,
                                row.getLong(2) - Long.parseLong(position.text().substring(colon + 1)));
                    }
                }
            }
            return new Lag(Math.max(0, bytes), null, null, bytes >= 0);
        });
    }

    @Override
    public Properties engine(CapturedTable table, String name, boolean first) {
        Properties properties = new Properties();
        properties.setProperty("connector.class", "io.debezium.connector.mariadb.MariaDbConnector");
        properties.setProperty("database.server.id", Long.toString(FIRST_SERVER_ID + (name.hashCode() & 0x3fffffffL)));
        properties.setProperty("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory");
        // The table is what it was, which the caller has compared: its history is the table itself.
        properties.setProperty("snapshot.mode", first ? "initial" : "recovery");
        // The driver reads times of the first copy in the zone of this process, and asks the server for it; a server
        // without time zone tables knows UTC alone.
        if (TimeZone.getDefault().getRawOffset() != 0 || TimeZone.getDefault().useDaylightTime()) {
            throw new IllegalStateException("the time zone of this process must be UTC");
        }
        properties.setProperty("bigint.unsigned.handling.mode", "precise");
        properties.setProperty("event.deserialization.failure.handling.mode", "fail");
        properties.setProperty("inconsistent.schema.handling.mode", "fail");
        return properties;
    }

    /// A definition has a beginning in the log and no end.
    @Override
    public boolean truncatesInTransactions() {
        return false;
    }

    @Override
    public boolean isPlace(Map<String, ?> offset) {
        return offset.get("file") != null && offset.get("pos") != null;
    }

    /// The engine begins at the transaction's beginning and leaves out what it has read of it.
    @Override
    public Position position(Map<String, ?> offset, @Nullable Instant at) {
        Map<String, Object> kept = new TreeMap<>();
        offset.forEach((name, value) -> {
            if (value != null && !name.startsWith("transaction_") && !name.startsWith("snapshot")) {
                kept.put(name, value);
            }
        });
        String file = String.valueOf(offset.get("file"));
        long place = number(offset.get("pos"));
        return new Position(
                JSON.writeValueAsString(kept),
                file + ":" + place,
                String.format(Locale.ROOT, "%s:%020d:%010d", file, place, number(offset.get("event"))),
                at);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
