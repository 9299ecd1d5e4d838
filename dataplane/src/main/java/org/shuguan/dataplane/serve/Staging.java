package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Takes rows into a temporary table of the consumer's database, which has the types of the real one, so that a value
/// that does not fit is found before the real one is touched.
abstract sealed class Staging {
    static final String TABLE = "shuguan_stage";

    final List<RowSink.Column> columns;

    private Staging(List<RowSink.Column> columns) {
        this.columns = columns;
    }

    static Staging of(Connection connection, Dialect dialect, List<RowSink.Column> columns) throws SQLException {
        String names =
                columns.stream().map(column -> dialect.quoted(column.name())).collect(Collectors.joining(", "));
        return dialect == Dialect.POSTGRESQL
                ? new Copied(connection, columns, names)
                : new Batched(connection, columns, names);
    }

    /// @throws TargetRefused naming row and item if a value does not fit
    abstract void add(List<@Nullable Object> row) throws SQLException;

    /// Waits until all rows are there.
    abstract void end() throws SQLException;

    /// Gives up.
    abstract void abort() throws SQLException;

    /// By COPY.
    private static final class Copied extends Staging {
        private static final int FLUSHED = 1 << 16;
        private static final Pattern WHERE = Pattern.compile("line (\\d+)(?:, column ([^:]+))?");

        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder();

        private Copied(Connection connection, List<RowSink.Column> columns, String names) throws SQLException {
            super(columns);
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + TABLE + " (" + names + ") from stdin (format csv, encoding 'UTF8')");
        }

        @Override
        void add(List<@Nullable Object> row) throws SQLException {
            for (int i = 0; i < columns.size(); i++) {
                Object value = row.get(i);
                text.append(i == 0 ? "" : ",");
                if (value != null) {
                    text.append('"')
                            .append(RowText.text(value).replace("\"", "\"\""))
                            .append('"');
                }
            }
            text.append('\n');
            if (text.length() >= FLUSHED) {
                flush();
            }
        }

        private void flush() throws SQLException {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            text.setLength(0);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException e) {
                throw unfit(e);
            }
        }

        @Override
        void end() throws SQLException {
            flush();
            try {
                copy.endCopy();
            } catch (SQLException e) {
                throw unfit(e);
            }
        }

        @Override
        void abort() throws SQLException {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }

        private static SQLException unfit(SQLException failed) {
            ServerErrorMessage said = failed instanceof PSQLException known ? known.getServerErrorMessage() : null;
            if (said != null && String.valueOf(failed.getSQLState()).startsWith("22")) {
                Matcher where = WHERE.matcher(String.valueOf(said.getWhere()));
                if (where.find()) {
                    throw value(Long.parseLong(where.group(1)), where.group(2), failed);
                }
            }
            return failed;
        }
    }

    /// By inserts, many in one message.
    private static final class Batched extends Staging {
        private static final int ROWS = 500;
        private static final Pattern COLUMN = Pattern.compile("column '?(?:`[^`]*`\\.)*`?([^'`]+)[`']");

        private final PreparedStatement insert;
        private long rows;
        private int waiting;

        private Batched(Connection connection, List<RowSink.Column> columns, String names) throws SQLException {
            super(columns);
            insert = connection.prepareStatement("insert into " + TABLE + " (" + names + ") values ("
                    + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")");
        }

        @Override
        void add(List<@Nullable Object> row) throws SQLException {
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(i + 1, row.get(i));
            }
            insert.addBatch();
            rows++;
            if (++waiting == ROWS) {
                flush();
            }
        }

        private void flush() throws SQLException {
            if (waiting == 0) {
                return;
            }
            waiting = 0;
            try {
                insert.executeBatch();
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith("22") || e.getErrorCode() == 1366) {
                    Matcher column = COLUMN.matcher(String.valueOf(e.getMessage()));
                    throw value(rows, column.find() ? column.group(1) : null, e);
                }
                throw e;
            }
        }

        @Override
        void end() throws SQLException {
            flush();
            insert.close();
        }

        @Override
        void abort() throws SQLException {
            insert.close();
        }
    }

    private static TargetRefused value(long row, @Nullable String item, SQLException cause) {
        return new TargetRefused(
                TargetRefused.Reason.VALUE,
                Map.of("row", row, "item", item == null ? "?" : item),
                new IOException(String.valueOf(cause.getSQLState())));
    }
}
