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

    /// What the application's role must not be or have, beside an owner: each sentence with the condition.
    private static final String TOO_MUCH = """
            with application as (select oid as role, rolsuper, rolcreaterole from pg_roles where rolname = :application)
            select coalesce(
                   (select 'it is the same role' where current_user = :application),
                   (select 'there is no role ' || :application || ' where it leads to, so it is another server'
                     where not exists (select from application)),
                   (select :application || ' may act as a superuser or manage roles'
                      from application where rolsuper or rolcreaterole),
                   (select :application || ' may act as ' || rolname || ': revoke ' || rolname || ' from ' || :application
                      from pg_roles
                     where (rolname = current_user or rolname in ('pg_write_all_data', 'pg_write_server_files',
                            'pg_execute_server_program', 'pg_maintain'))
                       and pg_has_role(:application, oid, 'member') limit 1),
                   (select 'the database, or something in it, belongs to ' || :application
                           || ': reassign owned by ' || :application || ' to ' || current_user
                      from application
                     where exists (select from pg_database where datname = current_database() and datdba = role)
                        or exists (select from pg_namespace where nspowner = role)
                        or exists (select from pg_class where relowner = role and relpersistence <> 't')
                        or exists (select from pg_proc where proowner = role)),
                   (select :application || ' may create in it: revoke create on database ' || current_database()
                           || ' from ' || :application || ', public'
                     where has_database_privilege(:application, current_database(), 'create')),
                   (select :application || ' may create in its schema public: revoke create on schema public from '
                           || :application || ', public'
                     where has_schema_privilege(:application, 'public', 'create')))
            """;

    private static final String PLACE = """
            select pg_postmaster_start_time()::text || ' ' || (select oid from pg_database where datname = current_database())
            """;

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

    /// Checks that this is the address of an owner, and that the application's role has no more than it needs
    /// beside it.
    ///
    /// @throws IllegalArgumentException with a sentence
    public DatabaseAddress checkedOwnerOf(DatabaseAddress application) {
        checked();
        try (Connection own = connect();
                Connection others = application.connect()) {
            refuse(
                    !one(own, PLACE).equals(one(others, PLACE)),
                    "it leads to another database than SHUGUAN_DATABASE_URL");
            String role = one(others, "select quote_literal(current_user)");
            String wrong = one(own, TOO_MUCH.replace(":application", role));
            refuse(!wrong.isEmpty(), wrong);
            return this;
        } catch (SQLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private static String one(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            String found = answer.getString(1);
            return found == null ? "" : found;
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
