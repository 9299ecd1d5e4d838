package org.shuguan.dataplane.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.DoubleSupplier;
import org.duckdb.DuckDBPreparedStatement;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.EngineMemory;

/// DuckDB in this process, within the memory of [EngineMemory].
final class DuckDbEngine implements LakeEngine {
    private static final LakeSql SQL = new DuckDbSql();

    private record Opened(EngineMemory.Share share, Connection shared, Connection connection) implements Session {
        @Override
        public void close() throws SQLException {
            try (share;
                    shared) {
                connection.close();
            }
        }
    }

    @Override
    public LakeSql sql() {
        return SQL;
    }

    @Override
    public boolean readsFiles() {
        return true;
    }

    @Override
    public String from(LakeTable table, long version) throws LakeRefused {
        return table.sql(version);
    }

    @Override
    public Session open(int columns, int threads) throws SQLException, InterruptedException {
        EngineMemory.Share share = EngineMemory.take(columns);
        try {
            Connection shared = Engine.open(threads);
            try {
                return new Opened(share, shared, Engine.connectTo(shared));
            } catch (SQLException | RuntimeException e) {
                shared.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    @Override
    public DoubleSupplier progress(Statement statement) throws SQLException {
        DuckDBPreparedStatement followed = statement.unwrap(DuckDBPreparedStatement.class);
        return () -> {
            try {
                return followed.getQueryProgress().getPercentage();
            } catch (SQLException | RuntimeException notNow) {
                // It has not begun or has ended.
                return -1;
            }
        };
    }

    @Override
    public boolean isOfStatement(SQLException failure) {
        return true;
    }

    @Override
    public String toString() {
        return "DuckDB";
    }
}
