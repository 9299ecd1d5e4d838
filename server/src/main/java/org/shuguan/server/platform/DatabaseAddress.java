package org.shuguan.server.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The address of a PostgreSQL database.
///
/// @param url JDBC address, built from checked fields and never typed by a person
public record DatabaseAddress(String url, String user, String password) {
    private static final int OLDEST = 150_000;

    private static final String FACTS = """
            select current_setting('server_version_num')::int as version,
                   current_setting('server_version') as name,
                   current_setting('server_encoding') as encoding,
                   pg_is_in_recovery() as standby,
                   has_database_privilege(current_database(), 'create')
                     and coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
                   exists (select from pg_available_extensions where name = 'btree_gist') as btree_gist
            """;

    static DatabaseAddress of(String host, int port, String database, String user, String password) {
        return new DatabaseAddress("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
    }

    /// Parses `postgresql://user:password@host:port/database`, the form of `SHUGUAN_DATABASE_URL`.
    ///
    /// @throws IllegalArgumentException naming the missing part
    public static DatabaseAddress parse(String address) {
        try {
            URI uri = new URI(address);
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new IllegalArgumentException("it must start with postgresql://");
            }
            String[] login = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            if (uri.getHost() == null || login.length < 2 || uri.getPath().length() < 2) {
                throw new IllegalArgumentException("it needs the form postgresql://user:password@host:port/database");
            }
            String query = tls(uri.getQuery());
            return new DatabaseAddress(
                    "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort())
                            + uri.getPath() + query,
                    login[0],
                    login[1]);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no address: " + e.getReason(), e);
        }
    }

    /// Connects once before the application starts, so that a problem with the database is reported as one
    /// sentence and not by the first component that uses it.
    ///
    /// @throws IllegalArgumentException with that sentence
    public DatabaseAddress checked() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(FACTS)) {
            facts.next();
            refuse(facts.getInt("version") < OLDEST, "it is PostgreSQL " + facts.getString("name") + ", 15 is needed");
            refuse(facts.getBoolean("standby"), "it is a standby that cannot be written to");
            refuse(
                    !facts.getString("encoding").equals("UTF8"),
                    "its encoding is " + facts.getString("encoding") + ": create it with encoding 'UTF8'");
            refuse(
                    !facts.getBoolean("may_create"),
                    user + " may not create in it: make that user its owner (alter database … owner to …)");
            refuse(!facts.getBoolean("btree_gist"), "it lacks the extension btree_gist: install PostgreSQL's contrib");
            return this;
        } catch (SQLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    /// Connects once and asks for nothing more: whoever only reads needs no right to create, and may read a
    /// standby.
    ///
    /// @throws IllegalArgumentException with a sentence, when that fails
    public DatabaseAddress reached() {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            return this;
        } catch (SQLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        return DriverManager.getConnection(url, properties);
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static String tls(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        if (!query.matches("sslmode=(disable|allow|prefer|require|verify-ca|verify-full)")) {
            throw new IllegalArgumentException("the only option it takes is sslmode");
        }
        return "?" + query;
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
