package org.shuguan.dataplane.serve;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;

/// Opens connections to a source for the pool.
final class SourceConnections implements DataSource {
    private final Source.Database source;

    SourceConnections(Source.Database source) {
        this.source = source;
    }

    static SourceUnreadable.Reason reason(SQLException failed) {
        return Sources.unreadable(failed).reason();
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return Sources.connect(source);
        } catch (SourceUnreadable e) {
            throw new SQLException(e.reason().name(), e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // Nothing is written.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The source's own limits count.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
