package org.shuguan.dataplane.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import tools.jackson.databind.json.JsonMapper;

/// PostgreSQL's logical replication: one slot and one publication per captured table, both with the capture's name.
record PostgresLog(Source.Database source) implements SourceLog {
    private static final JsonMapper JSON = new JsonMapper();
    /// Types whose values the engine delivers exactly. What is not among them is not captured rather than captured
    /// wrongly.
    private static final Pattern EXACT = Pattern.compile("smallint|integer|bigint|numeric(\\(.*\\))?|real"
            + "|double precision|boolean|text|character varying(\\(\\d+\\))?|character\\(\\d+\\)|date|uuid|jsonb?"
            + "|timestamp(\\(\\d\\))? with(out)? time zone|time(\\(\\d\\))? without time zone");
    private static final int FIRST_WITH_MESSAGES = 140_000;

    private interface Work<T> {
        T with(Connection connection) throws SQLException, CaptureFailed;
    }

    private <T> T with(Work<T> work) throws CaptureFailed {
        try (Connection connection = Sources.connect(source)) {
            try (Statement statement = connection.createStatement()) {
                connection.setReadOnly(false);
                statement.execute("set default_transaction_read_only = off");
            }
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

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static boolean truth(Connection connection, String sql) throws SQLException {
        return one(connection, sql).equals("t");
    }

    private record Found(
            long id, boolean owned, String identity, List<CapturedTable.Column> columns, List<String> key) {}

    @Override
    public Checked check(String path, Set<String> wanted, String name) throws CaptureFailed {
        return with(connection -> {
            List<Prerequisite> all = new ArrayList<>();
            String level = one(connection, "show wal_level");
            all.add(Prerequisite.needed(
                    "wal-level", level.equals("logical"), level, "alter system set wal_level = logical;"));
            String user = Quote.name(source.user());
            boolean mayStream =
                    truth(connection, "select rolreplication or rolsuper from pg_roles where rolname = current_user");
            all.add(Prerequisite.needed("replication", mayStream, "", "alter role " + user + " replication;"));
            int version = Integer.parseInt(one(connection, "show server_version_num"));
            all.add(Prerequisite.needed(
                    "version", version >= FIRST_WITH_MESSAGES, one(connection, "show server_version"), ""));
            long free = Long.parseLong(one(
                    connection,
                    "select current_setting('max_replication_slots')::int - count(*)"
                            + " from pg_replication_slots where slot_name <> " + Quote.text(name)));
            all.add(Prerequisite.needed(
                    "slots",
                    free > 0,
                    one(connection, "show max_replication_slots"),
                    "alter system set max_replication_slots = 20;"));
            Found found = found(connection, path);
            if (found == null) {
                all.add(Prerequisite.needed("table", false, path, ""));
                return new Checked(all, null);
            }
            String table = quoted(path);
            all.add(Prerequisite.needed(
                    "key",
                    !found.key().isEmpty(),
                    String.join(", ", found.key()),
                    "alter table " + table + " add primary key (…);"));
            boolean identity = found.identity().equals("d") || found.identity().equals("f");
            all.add(Prerequisite.needed(
                    "identity", identity, found.identity(), "alter table " + table + " replica identity default;"));
            Set<String> kept = new HashSet<>(wanted);
            kept.addAll(found.key());
            List<CapturedTable.Column> columns = found.columns().stream()
                    .filter(column -> kept.contains(column.name()))
                    .toList();
            String inexact = String.join(
                    ", ",
                    columns.stream()
                            .filter(column -> !isExact(column.declared()))
                            .map(column -> column.name() + " " + column.declared())
                            .toList());
            all.add(Prerequisite.needed("types", inexact.isEmpty(), inexact, ""));
            boolean published = isPublished(connection, found.id(), name);
            boolean mayPublish = published
                    || (found.owned()
                            && truth(connection, "select has_database_privilege(current_database(), 'create')"));
            all.add(Prerequisite.needed(
                    "publication",
                    mayPublish,
                    "",
                    "create publication " + Quote.name(name) + " for table " + table + ";"));
            String limit = one(connection, "show max_slot_wal_keep_size");
            all.add(Prerequisite.advised(
                    "keep-size", !limit.equals("-1"), limit, "alter system set max_slot_wal_keep_size = '10GB';"));
            int dot = path.indexOf('.');
            return new Checked(
                    all,
                    found.key().isEmpty()
                            ? null
                            : new CapturedTable(path.substring(0, dot), path.substring(dot + 1), columns, found.key()));
        });
    }

    static boolean isExact(String declared) {
        return EXACT.matcher(declared).matches();
    }

    private static @Nullable Found found(Connection connection, String path) throws SQLException {
        int dot = path.indexOf('.');
        long id;
        boolean owned;
        String identity;
        try (PreparedStatement statement = connection.prepareStatement("""
                select c.oid::bigint, pg_has_role(c.relowner, 'usage'), c.relreplident
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = ? and c.relname = ? and c.relkind = 'r'
                """)) {
            statement.setString(1, path.substring(0, Math.max(0, dot)));
            statement.setString(2, path.substring(dot + 1));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                id = row.getLong(1);
                owned = row.getBoolean(2);
                identity = row.getString(3);
            }
        }
        List<CapturedTable.Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.attname, case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod)
                                       else format_type(a.atttypid, a.atttypmod) end
                  from pg_attribute a join pg_type t on t.oid = a.atttypid
                 where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped order by a.attnum
                """)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String type = row.getString(2);
                    columns.add(new CapturedTable.Column(row.getString(1), type, type));
                }
            }
        }
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.attname from pg_constraint k
                  cross join unnest(k.conkey) with ordinality as u(number, place)
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number
                 where k.conrelid = ?::oid and k.contype = 'p' order by u.place
                """)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    key.add(row.getString(1));
                }
            }
        }
        return new Found(id, owned, identity, columns, key);
    }

    private static boolean isPublished(Connection connection, long table, String name) throws SQLException {
        return truth(
                connection,
                "select exists (select from pg_publication p join pg_publication_rel r on r.prpubid = p.oid"
                        + " where p.pubname = " + Quote.text(name) + " and r.prrelid = " + table
                        + "::oid and p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate)");
    }

    private static String quoted(String path) {
        int dot = path.indexOf('.');
        return Quote.name(path.substring(0, dot)) + "." + Quote.name(path.substring(dot + 1));
    }

    @Override
    public void prepare(CapturedTable table, String name) throws CaptureFailed {
        with(connection -> {
            dropSlot(connection, name);
            Found found = found(connection, table.schema() + "." + table.name());
            if (found == null) {
                throw new CaptureFailed(CaptureFailed.Reason.NOT_READY, "table", null);
            }
            if (!isPublished(connection, found.id(), name)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("drop publication if exists " + Quote.name(name));
                    statement.execute("create publication " + Quote.name(name) + " for table "
                            + Quote.name(table.schema()) + "." + Quote.name(table.name()));
                } catch (SQLException e) {
                    throw new CaptureFailed(CaptureFailed.Reason.NOT_READY, "publication", e);
                }
            }
            return true;
        });
    }

    @Override
    public void drop(String name) throws CaptureFailed {
        with(connection -> {
            dropSlot(connection, name);
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop publication if exists " + Quote.name(name));
            } catch (SQLException e) {
                // An administrator has made it for us, and it costs nothing without a slot.
                return true;
            }
            return true;
        });
    }

    /// The slot of a reader that lives is not dropped under it: the reader is ended first.
    private static void dropSlot(Connection connection, String name) throws SQLException {
        String slot = Quote.text(name);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
                    + " where slot_name = " + slot + " and active_pid is not null");
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                    + " where slot_name = " + slot);
        }
    }

    @Override
    public List<String> names(String prefix) throws CaptureFailed {
        return with(connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "select slot_name from pg_replication_slots where starts_with(slot_name, ?)"
                            + " and database = current_database() order by 1")) {
                statement.setString(1, prefix);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
            }
            return names;
        });
    }

    @Override
    public Lag lag(String name, @Nullable Position position) throws CaptureFailed {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    select pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint, wal_status, safe_wal_size
                      from pg_replication_slots where slot_name = ?
                    """)) {
                statement.setString(1, name);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return new Lag(0, null, null, false);
                    }
                    String kept = row.getString(2);
                    return new Lag(row.getLong(1), kept, (@Nullable Long) row.getObject(3), !"lost".equals(kept));
                }
            }
        });
    }

    @Override
    public Properties engine(CapturedTable table, String name, boolean first) {
        Properties properties = new Properties();
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("database.dbname", source.database());
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", name);
        properties.setProperty("slot.max.retries", "0");
        properties.setProperty("slot.drop.on.stop", "false");
        properties.setProperty("publication.name", name);
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("snapshot.mode", first ? "initial" : "no_data");
        properties.setProperty("status.update.interval.ms", "5000");
        properties.setProperty("xmin.fetch.interval.ms", "0");
        // Without it the source would keep its log while only other tables change.
        properties.setProperty(
                "heartbeat.action.query", "select pg_logical_emit_message(false, 'shuguan', " + Quote.text(name) + ")");
        return properties;
    }

    @Override
    public boolean truncatesInTransactions() {
        return true;
    }

    @Override
    public boolean isPlace(Map<String, ?> offset) {
        return offset.get("lsn") != null;
    }

    /// The engine would search its way from parts of an offset. With the place alone the server sends every
    /// transaction whose commit is after it, whole.
    @Override
    public Position position(Map<String, ?> offset, @Nullable Instant at) {
        long lsn = ((Number) Objects.requireNonNull(offset.get("lsn"))).longValue();
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("lsn", lsn);
        kept.put("ts_usec", at == null ? 0L : Math.max(1L << 33, at.toEpochMilli() * 1000));
        String text = String.format(Locale.ROOT, "%X/%X", lsn >>> 32, lsn & 0xFFFFFFFFL);
        return new Position(JSON.writeValueAsString(kept), text, String.format(Locale.ROOT, "%016x", lsn), at);
    }
}
