package org.shuguan.dataplane.source;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Common parts of all JDBC sources.
final class Jdbc {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:]+]");

    /// From the first to the last quote: the value itself may contain quotes.
    private static final Pattern QUOTED = Pattern.compile("([\"'“‘«])(.*)([\"'”’»])", Pattern.DOTALL);

    private static final int MYSQL_INCORRECT_VALUE = 1366;

    private Jdbc() {}

    interface RowOf<T> {
        T row(ResultSet row) throws SQLException;
    }

    /// Builds the JDBC address. Neither host nor database name may contain characters that a driver interprets as
    /// an option.
    static String address(String driver, Source.Database database) throws SourceUnreadable {
        checkHost(database.host());
        String name =
                URLEncoder.encode(database.database(), StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:" + driver + "://" + database.host() + ":" + database.port() + "/" + name;
    }

    static void checkHost(String host) throws SourceUnreadable {
        if (!HOST.matcher(host).matches()) {
            throw new SourceUnreadable(Reason.HOST_UNKNOWN, host, null);
        }
    }

    static Connection connect(Driver driver, String address, Properties properties) throws SourceUnreadable {
        try {
            Connection connection = driver.connect(address, properties);
            if (connection == null) {
                throw new SourceUnreadable(Reason.OTHER, "the driver does not accept this address", null);
            }
            return connection;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /// Creates the pool and opens the first connection at once, so that problems with the address show early.
    static Connections reached(Connections.ConnectionFactory factory) throws SourceUnreadable {
        Connections connections = new Connections(factory);
        try (Connections.Borrowed first = connections.borrow()) {
            first.markReusable();
        }
        return connections;
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The connection is read-only: nothing is lost.
            return;
        }
    }

    static <T> List<T> list(Connection connection, String sql, List<?> parameters, RowOf<T> rowOf)
            throws SourceUnreadable {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(rowOf.row(rows));
                }
                return result;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /// Maps a driver's exception to a reason that a person can act on.
    static SourceUnreadable unreadable(SQLException failed) {
        return unreadable(failed, Map.of());
    }

    /// @param reasons additional error codes and SQL states of this kind of database
    static SourceUnreadable unreadable(SQLException failed, Map<String, Reason> reasons) {
        return new SourceUnreadable(reason(failed, reasons), detail(failed), failed);
    }

    private static Reason reason(SQLException failed, Map<String, Reason> reasons) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Reason network = network(cause);
            if (network != null) {
                return network;
            }
        }
        Reason own = reasons.get(Integer.toString(failed.getErrorCode()));
        own = own == null ? reasons.get(String.valueOf(failed.getSQLState())) : own;
        return own == null ? reason(failed) : own;
    }

    private static Reason reason(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        if (failed.getErrorCode() == 1049 || state.equals("3D000")) {
            return Reason.DATABASE_MISSING;
        }
        if (state.equals("42501") || failed.getErrorCode() == 1142 || failed.getErrorCode() == 1044) {
            return Reason.NO_RIGHTS;
        }
        if (state.startsWith("28")) {
            return Reason.CREDENTIALS;
        }
        if (state.equals("53300") || failed.getErrorCode() == 1040) {
            return Reason.TOO_MANY_CONNECTIONS;
        }
        // 08001 without a network exception: PostgreSQL's driver timed out while signing in.
        if (state.equals("08001") || tookTooLong(state, failed.getErrorCode())) {
            return Reason.TIMED_OUT;
        }
        // 57P01 to 57P03: the server is shutting down or starting.
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Reason.BROKEN_OFF;
        }
        return Reason.OTHER;
    }

    /// Statement timeout: SQL state of PostgreSQL; SQL state and code of MariaDB; code of MySQL.
    private static boolean tookTooLong(String state, int code) {
        return state.equals("57014") || state.equals("70100") || code == 1969 || code == 3024;
    }

    static @Nullable Reason network(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> Reason.HOST_UNKNOWN;
            case SocketTimeoutException slow -> Reason.TIMED_OUT;
            case NoRouteToHostException away -> Reason.REFUSED;
            case ConnectException refused -> Reason.REFUSED;
            case EOFException over -> Reason.BROKEN_OFF;
            case SocketException over -> Reason.BROKEN_OFF;
            default -> null;
        };
    }

    /// The server's message without the lines that quote rows.
    private static String detail(SQLException failed) {
        String message = failed instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? String.valueOf(postgres.getServerErrorMessage().getMessage())
                : String.valueOf(failed.getMessage());
        String shown = quotesValues(failed) ? QUOTED.matcher(message).replaceAll("$1…$3") : message;
        return shown.length() > 500 ? shown.substring(0, 500) : shown;
    }

    /// Whether the message quotes values of rows: it failed because of data (22), or the database's own code says
    /// why (P0). Other messages quote names of tables and columns, which people need.
    private static boolean quotesValues(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("P0")
                || failed.getErrorCode() == MYSQL_INCORRECT_VALUE;
    }
}
