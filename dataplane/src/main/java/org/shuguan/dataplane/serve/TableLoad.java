package org.shuguan.dataplane.serve;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Puts the rows of a grant into a table of the consumer's own database. The rows go into a temporary table first; then
/// the real one is changed in one transaction, together with a line in the table [#LEDGER] beside it. Whoever does not
/// know whether a delivery was committed finds its line there, so that nothing is delivered twice.
///
/// PostgreSQL and MySQL (MariaDB) with transactional tables are supported.
public final class TableLoad extends RowSink implements AutoCloseable {
    /// The table in the consumer's database with a line for each delivery.
    public static final String LEDGER = "shuguan_delivery";

    private static final String LEDGER_COLUMNS =
            "(run varchar(36) primary key, target varchar(200) not null, grant_number varchar(60) not null,"
                    + " row_count bigint not null, added bigint not null, changed bigint not null,"
                    + " removed bigint not null, delivered_at timestamp not null default current_timestamp)";
    private static final int TOLD = 1000;
    private static final int LONGEST_KEY = 191;
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /// What becomes of the rows that are in the table.
    public enum Manner {
        /// those that are not delivered are removed
        REPLACE,
        /// those with a delivered key are changed, the others stay
        UPSERT;

        /// The lower-case name.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where rows are put.
    ///
    /// @param path `schema.name`, or the name alone
    /// @param create whether the table is made if it is not there
    public record Target(Source.Database database, String path, Manner manner, boolean create) {}

    /// What a delivery did.
    ///
    /// @param rows that were delivered
    /// @param added rows that were not there
    /// @param changed rows of which a value was another
    /// @param removed rows that were there and were not delivered
    public record Outcome(long rows, long added, long changed, long removed) {}

    private final Target target;
    private final String run;
    private final String grant;
    private final LongConsumer progress;
    private final Dialect dialect;
    private final Connection connection;
    private final MessageDigest digest;
    private List<Column> columns = List.of();
    private @Nullable Staging staging;
    private long rows;
    private long bytes;

    private TableLoad(Target target, String run, String grant, LongConsumer progress, Connection connection) {
        this.target = target;
        this.run = run;
        this.grant = grant;
        this.progress = progress;
        this.dialect = target.database().kind().equals(Source.Kind.MYSQL) ? Dialect.MYSQL : Dialect.POSTGRESQL;
        this.connection = connection;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Connects, and makes the [#LEDGER] if it is not there.
    ///
    /// @param run by which the delivery is found again, at most 36 characters
    /// @param grant number of the grant, for the ledger
    /// @param progress is told the number of rows now and then; an exception of it ends the delivery
    /// @throws TargetRefused if the database cannot be reached or written
    public static TableLoad open(Target target, String run, String grant, LongConsumer progress) {
        if (!LiveSource.supports(target.database())) {
            throw new IllegalArgumentException(target.database().kind().word());
        }
        TableLoad load;
        try {
            load = new TableLoad(target, run, grant, progress, Sources.connectToWrite(target.database()));
        } catch (SourceUnreadable unreadable) {
            throw TargetRefused.of(unreadable);
        }
        try {
            load.prepare();
            return load;
        } catch (SQLException e) {
            load.close();
            throw failed(e);
        } catch (RuntimeException e) {
            load.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        connection.setAutoCommit(true);
        if (names(ledger()).isEmpty()) {
            execute("create table " + ledger() + " " + LEDGER_COLUMNS);
        }
        connection.setAutoCommit(false);
    }

    /// What this delivery did if it was committed before.
    public Optional<Outcome> earlier() {
        try (PreparedStatement asked = connection.prepareStatement(
                "select row_count, added, changed, removed from " + ledger() + " where run = ?")) {
            asked.setString(1, run);
            try (ResultSet found = asked.executeQuery()) {
                return found.next()
                        ? Optional.of(
                                new Outcome(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Number of rows so far.
    public long rows() {
        return rows;
    }

    /// Their size as JSON Lines, in bytes.
    public long bytes() {
        return bytes;
    }

    /// SHA-256 of the rows as JSON Lines, in the order of their delivery; asked once, after the last row.
    public byte[] digest() {
        return digest.digest();
    }

    @Override
    void begin(List<Column> given) {
        columns = List.copyOf(given);
        try {
            if (target.manner() == Manner.UPSERT && keys().isEmpty()) {
                throw new TargetRefused(TargetRefused.Reason.KEY, Map.of());
            }
            Set<String> there = names(table());
            if (there.isEmpty()) {
                if (!target.create()) {
                    throw new TargetRefused(TargetRefused.Reason.TABLE, Map.of("table", target.path()));
                }
                execute("create table " + table() + " (" + definition() + ")");
                connection.commit();
            } else {
                mustHave(there);
            }
            mustBeTransactional();
            execute("create temporary table " + Staging.TABLE
                    + (dialect == Dialect.POSTGRESQL ? " on commit drop" : "") + " as select " + listed("")
                    + " from " + table() + " where 1 = 0");
            staging = Staging.of(connection, dialect, columns);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void mustHave(Set<String> there) {
        List<String> lacking = columns.stream()
                .map(Column::name)
                .filter(name -> !there.contains(name))
                .toList();
        if (!lacking.isEmpty()) {
            throw new TargetRefused(
                    TargetRefused.Reason.COLUMNS,
                    Map.of("table", target.path(), "columns", String.join(", ", lacking)));
        }
    }

    /// A table without transactions would keep the half of a delivery that broke off.
    private void mustBeTransactional() throws SQLException {
        if (dialect != Dialect.MYSQL) {
            return;
        }
        try (PreparedStatement asked = connection.prepareStatement("""
                select e.engine from information_schema.tables t join information_schema.engines e on e.engine = t.engine
                 where t.table_schema = coalesce(?, database()) and t.table_name = ? and e.transactions <> 'YES'
                """)) {
            asked.setString(1, schema());
            asked.setString(2, name());
            try (ResultSet found = asked.executeQuery()) {
                if (found.next()) {
                    throw new TargetRefused(
                            TargetRefused.Reason.ENGINE, Map.of("table", target.path(), "engine", found.getString(1)));
                }
            }
        }
    }

    @Override
    void row(List<@Nullable Object> row) {
        rows++;
        try {
            take(row);
        } catch (SQLException e) {
            throw failed(e);
        }
        if (rows % TOLD == 0) {
            progress.accept(rows);
        }
    }

    private void take(List<@Nullable Object> row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            if (row.get(i) instanceof String text && text.indexOf('\0') >= 0) {
                throw new TargetRefused(
                        TargetRefused.Reason.VALUE,
                        Map.of("row", rows, "item", columns.get(i).name()));
            }
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            RowText.object(json, columns.stream().map(Column::name).toList(), row);
        }
        line.write('\n');
        digest.update(line.toByteArray());
        bytes += line.size();
        open().add(row);
    }

    private Staging open() {
        if (staging == null) {
            throw new IllegalStateException("no columns were given");
        }
        return staging;
    }

    /// Changes the table. Nobody sees it before [#commit].
    public Outcome put() {
        try {
            open().end();
            staging = null;
            Outcome done = merged();
            try (PreparedStatement line = connection.prepareStatement(
                    "insert into " + ledger()
                            + " (run, target, grant_number, row_count, added, changed, removed) values (?, ?, ?, ?, ?, ?, ?)")) {
                line.setString(1, run);
                line.setString(2, target.path());
                line.setString(3, grant);
                line.setLong(4, done.rows());
                line.setLong(5, done.added());
                line.setLong(6, done.changed());
                line.setLong(7, done.removed());
                line.executeUpdate();
            }
            return done;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Makes the change visible.
    ///
    /// @throws TargetRefused if that is not certain: [#earlier] of a new connection tells
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Outcome merged() throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            // Readers are not held up; other writers wait.
            execute("lock table " + table() + " in share row exclusive mode");
        }
        List<String> keys = keys();
        if (keys.isEmpty()) {
            long removed = execute("delete from " + table());
            long added = execute(
                    "insert into " + table() + " (" + listed("") + ") select " + listed("") + " from " + Staging.TABLE);
            return new Outcome(rows, added, 0, removed);
        }
        mustBeUnique(keys);
        String same = keys.stream().map(key -> "s." + key + " = t." + key).collect(Collectors.joining(" and "));
        long removed = target.manner() == Manner.REPLACE ? removed(same) : 0;
        long changed = changed(same);
        long added = execute("insert into " + table() + " (" + listed("") + ") select " + listed("s.") + " from "
                + Staging.TABLE + " s left join " + table() + " t on " + same + " where t." + keys.getFirst()
                + " is null");
        return new Outcome(rows, added, changed, removed);
    }

    private void mustBeUnique(List<String> keys) throws SQLException {
        String key = String.join(", ", keys);
        try (Statement asked = connection.createStatement();
                ResultSet found = asked.executeQuery("select count(*) from (select 1 as one from " + Staging.TABLE
                        + " group by " + key + " having count(*) > 1) repeated")) {
            found.next();
            if (found.getLong(1) > 0) {
                throw new TargetRefused(TargetRefused.Reason.KEYS, Map.of("count", found.getLong(1)));
            }
        }
    }

    private long removed(String same) throws SQLException {
        return dialect == Dialect.POSTGRESQL
                ? execute("delete from " + table() + " t where not exists (select 1 from " + Staging.TABLE + " s where "
                        + same + ")")
                : execute("delete t from " + table() + " t left join " + Staging.TABLE + " s on " + same + " where s."
                        + keys().getFirst() + " is null");
    }

    private long changed(String same) throws SQLException {
        List<String> values = columns.stream()
                .filter(column -> !column.key())
                .map(column -> dialect.quoted(column.name()))
                .toList();
        if (values.isEmpty()) {
            return 0;
        }
        boolean postgres = dialect == Dialect.POSTGRESQL;
        String set = values.stream()
                .map(name -> (postgres ? "" : "t.") + name + " = s." + name)
                .collect(Collectors.joining(", "));
        // Compared as they are written: some types have no equality, and usual collations take a for A.
        String differs = values.stream()
                .map(name -> postgres
                        ? "cast(t." + name + " as text) is distinct from cast(s." + name + " as text)"
                        : "not (binary t." + name + " <=> binary s." + name + ")")
                .collect(Collectors.joining(" or "));
        return postgres
                ? execute("update " + table() + " t set " + set + " from " + Staging.TABLE + " s where " + same
                        + " and (" + differs + ")")
                : execute("update " + table() + " t join " + Staging.TABLE + " s on " + same + " set " + set + " where "
                        + differs);
    }

    /// Quoted names of the columns that identify a row.
    private List<String> keys() {
        return columns.stream()
                .filter(Column::key)
                .map(column -> dialect.quoted(column.name()))
                .toList();
    }

    private String listed(String prefix) {
        return columns.stream()
                .map(column -> prefix + dialect.quoted(column.name()))
                .collect(Collectors.joining(", "));
    }

    private String definition() {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            parts.add(dialect.quoted(column.name()) + " " + type(column) + (column.key() ? " not null" : ""));
        }
        if (!keys().isEmpty()) {
            parts.add("primary key (" + String.join(", ", keys()) + ")");
        }
        return String.join(", ", parts);
    }

    private String type(Column column) {
        boolean mysql = dialect == Dialect.MYSQL;
        return switch (column.kind()) {
            case TEXT, PADDED, OTHER, BINARY ->
                mysql ? column.key() ? "varchar(" + LONGEST_KEY + ") collate utf8mb4_bin" : "longtext" : "text";
            case WHOLE -> "bigint";
            case DECIMAL ->
                column.precision() > 0 && column.precision() <= 38
                        ? "numeric(" + column.precision() + ", " + column.scale() + ")"
                        : mysql ? "numeric(38, 10)" : "numeric";
            case FLOAT, DOUBLE -> mysql ? "double" : "double precision";
            case DAY -> "date";
            case TIME, INSTANT -> mysql ? "datetime(6)" : "timestamp";
            case TRUTH -> "boolean";
        };
    }

    /// The columns of a table, none if there is no such table.
    private Set<String> names(String quotedTable) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + quotedTable + " where 1 = 0")) {
            ResultSetMetaData data = none.getMetaData();
            Set<String> names = new HashSet<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                names.add(data.getColumnName(i));
            }
            return names;
        } catch (SQLException e) {
            boolean missing = "42P01".equals(e.getSQLState()) || e.getErrorCode() == 1146;
            if (!missing) {
                throw e;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return Set.of();
        }
    }

    private @Nullable String schema() {
        int dot = target.path().indexOf('.');
        return dot < 0 ? null : target.path().substring(0, dot);
    }

    private String name() {
        return target.path().substring(target.path().indexOf('.') + 1);
    }

    private String table() {
        return qualified(name());
    }

    private String ledger() {
        return qualified(LEDGER);
    }

    private String qualified(String name) {
        String schema = schema();
        return (schema == null ? "" : dialect.quoted(schema) + ".") + dialect.quoted(name);
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private static TargetRefused failed(SQLException failure) {
        SourceUnreadable known = Sources.unreadable(failure);
        String state = String.valueOf(failure.getSQLState());
        Map<String, Object> facts = Map.of("detail", known.detail());
        if (state.equals("42P07") || state.startsWith("23") || failure.getErrorCode() == 1364) {
            return new TargetRefused(TargetRefused.Reason.CONSTRAINT, facts, failure);
        }
        if (state.equals("55P03") || state.equals("40P01") || failure.getErrorCode() == 1205) {
            return new TargetRefused(TargetRefused.Reason.LOCKED, facts, failure);
        }
        return TargetRefused.of(known);
    }

    /// Takes back what is not committed.
    @Override
    public void close() {
        try (connection) {
            if (staging != null) {
                staging.abort();
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // The connection is gone: the database takes back itself what was not committed.
            staging = null;
        }
    }
}
