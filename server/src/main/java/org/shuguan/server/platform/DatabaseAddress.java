package org.shuguan.server.platform;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL is.
///
/// @param url JDBC address, made by us from fields, never typed by a person
public record DatabaseAddress(String url, String user, String password) {
    static DatabaseAddress of(String host, int port, String database, String user, String password) {
        return new DatabaseAddress("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
    }

    /// Reads `postgresql://user:password@host:port/database`, the form of `SHUGUAN_DATABASE_URL`.
    ///
    /// @throws IllegalArgumentException saying which part is missing
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
