package org.shuguan.server.collection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.shuguan.dataplane.source.Source;
import org.shuguan.server.platform.DatabaseRoles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The server's own database as the place of serving copies: connections that are nobody else's, and the address by
/// which the readers of sources read it.
@Component
class OwnDatabase {
    /// Where the copies of captured tables are.
    static final String SCHEMA = "captured";

    private final String url;
    private final String user;
    private final String password;
    private final DatabaseRoles roles;

    OwnDatabase(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password:}") String password,
            DatabaseRoles roles) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.roles = roles;
    }

    /// A connection outside of the pool, which its holder may keep.
    Connection connect(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "shuguan " + name);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        return Objects.requireNonNull(new Driver().connect(url, properties), url);
    }

    /// Makes or drops tables as the database's owner does; the application's role may then work with them.
    void define(String sql) throws SQLException {
        var owner = roles.owner();
        try (Connection connection = owner.isPresent() ? owner.get().getConnection() : connect("copies");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The copies as a source.
    ///
    /// @param snapshot the moment at which they are read, as a transaction has exported it; null for now
    Source.Database source(Source.Limits limits, @Nullable String snapshot) {
        Properties address = Objects.requireNonNull(Driver.parseURL(url, null), url);
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                first(address.getProperty("PGHOST", "localhost")),
                Integer.parseInt(first(address.getProperty("PGPORT", "5432"))),
                address.getProperty("PGDBNAME", user),
                List.of(SCHEMA),
                user,
                password,
                limits,
                snapshot);
    }

    /// Of several servers the driver tries the first one first.
    private static String first(String names) {
        int comma = names.indexOf(',');
        return comma < 0 ? names : names.substring(0, comma);
    }
}
