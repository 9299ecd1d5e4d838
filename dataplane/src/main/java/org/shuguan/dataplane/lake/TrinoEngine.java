package org.shuguan.dataplane.lake;

import io.trino.jdbc.TrinoStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.shuguan.dataplane.source.Quote;

/// A Trino server that reads the lake's tables through its Iceberg connector. It plans and limits its own memory.
public final class TrinoEngine implements LakeEngine {
    /// How Trino writes.
    public static final LakeSql SQL = new TrinoSql();
    /// Errors that are the statement's or the values': Trino's error codes below this one.
    private static final int FIRST_INTERNAL_ERROR = 0x10000;
    /// What the driver begins with where the server answered.
    private static final String ANSWERED = "Query failed";

    private final TrinoAddress address;

    private record Opened(Connection connection) implements Session {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    public TrinoEngine(TrinoAddress address) {
        this.address = address;
    }

    @Override
    public LakeSql sql() {
        return SQL;
    }

    @Override
    public boolean readsFiles() {
        return false;
    }

    @Override
    public String from(LakeTable table, long version) throws LakeRefused {
        if (table.version(version).isEmpty()) {
            throw new LakeRefused(LakeRefused.Reason.NO_VERSION, Long.toString(version));
        }
        return from(table.name(), version);
    }

    private String from(String table, long version) {
        return "(select * from " + Quote.name(address.catalog()) + "." + Quote.name(Lake.NAMESPACE) + "."
                + Quote.name(table) + " for version as of " + version + ")";
    }

    @Override
    public Session open(int columns, int threads) throws SQLException {
        return new Opened(DriverManager.getConnection(address.jdbc(), address.properties()));
    }

    @Override
    public DoubleSupplier progress(Statement statement) throws SQLException {
        double[] percent = {-1};
        statement.unwrap(TrinoStatement.class).setProgressMonitor(now -> {
            synchronized (percent) {
                percent[0] = now.getProgressPercentage().orElse(-1);
            }
        });
        return () -> {
            synchronized (percent) {
                return percent[0];
            }
        };
    }

    @Override
    public boolean isOfStatement(SQLException failure) {
        return failure.getErrorCode() >= 0
                && failure.getErrorCode() < FIRST_INTERNAL_ERROR
                && String.valueOf(failure.getMessage()).startsWith(ANSWERED);
    }

    /// What is missing so that the server can read this lake, as a sentence; empty if it reads its tables.
    public Optional<String> missing(Lake lake) {
        TreeSet<String> ours = new TreeSet<>(lake.tables());
        try (Session session = open(1, 1)) {
            TreeSet<String> theirs = new TreeSet<>();
            try (Statement statement = session.connection().createStatement()) {
                try (ResultSet catalogs = statement.executeQuery(
                        "show catalogs like '" + address.catalog().replace("_", "\\_") + "' escape '\\'")) {
                    if (!catalogs.next()) {
                        return Optional.of(address + ": the server has no catalog of this name.");
                    }
                }
                try (ResultSet tables = statement.executeQuery("select table_name from "
                        + Quote.name(address.catalog()) + ".information_schema.tables where table_schema = "
                        + Quote.text(Lake.NAMESPACE))) {
                    while (tables.next()) {
                        theirs.add(tables.getString(1));
                    }
                }
            }
            if (!theirs.equals(ours)) {
                return Optional.of(address + ": the server sees " + theirs.size() + " tables of the schema "
                        + Lake.NAMESPACE + " and this node has " + ours.size()
                        + "; its catalog must be this node's: the same database, its schema, and the name "
                        + Lake.NAME + ".");
            }
            return unreadable(lake, ours, session.connection());
        } catch (SQLException e) {
            return Optional.of(address + " does not answer: " + LakeEngine.firstLine(e));
        }
    }

    /// A row of one table is read: its files must be readable to the server too.
    private Optional<String> unreadable(Lake lake, Set<String> tables, Connection connection) {
        for (String name : tables) {
            LakeVersion version = lake.find(name).flatMap(LakeTable::current).orElse(null);
            if (version == null || version.rows() == 0) {
                continue;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select * from " + from(name, version.id()) + " limit 1")) {
                return row.next()
                        ? Optional.empty()
                        : Optional.of(address + ": the table " + name + " has rows, and the server reads none.");
            } catch (SQLException e) {
                return Optional.of(address + ": the server sees the table " + name
                        + " and cannot read its files, which it must find at the same path: "
                        + LakeEngine.firstLine(e));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
