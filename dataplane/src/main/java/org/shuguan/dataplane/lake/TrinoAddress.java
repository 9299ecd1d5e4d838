package org.shuguan.dataplane.lake;

import java.net.URI;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where a Trino server is, and how it knows the lake.
///
/// @param url `http://host:port`, or `https://host:port`, with parameters of Trino's driver if need be
/// @param password null for none; Trino takes passwords over https only
/// @param catalog the name of the Iceberg catalog on that server
public record TrinoAddress(URI url, String user, @Nullable String password, String catalog) {
    /// @throws IllegalArgumentException with a sentence that says what is wrong
    public TrinoAddress {
        boolean http = "http".equals(url.getScheme());
        if ((!http && !"https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "The address of Trino is http://host:port or https://host:port, not " + url + ".");
        }
        if (http && password != null) {
            throw new IllegalArgumentException(
                    "Trino takes a password over https only, and its address is " + url + ".");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("Trino wants the name of a user, and none is set.");
        }
        if (!catalog.matches("[a-z0-9_]{1,100}")) {
            throw new IllegalArgumentException(
                    "The name of a catalog of Trino has lower-case letters, digits and underscores, not " + catalog
                            + ".");
        }
    }

    String jdbc() {
        int port = url.getPort() > 0 ? url.getPort() : isHttps() ? 443 : 80;
        return "jdbc:trino://" + url.getHost() + ":" + port
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private boolean isHttps() {
        return "https".equals(url.getScheme());
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        if (isHttps()) {
            properties.setProperty("SSL", "true");
        }
        properties.setProperty("source", "shuguan");
        properties.setProperty("timezone", "Asia/Shanghai");
        // Values go with the statement, instead of a statement that is prepared before.
        properties.setProperty("explicitPrepare", "false");
        return properties;
    }

    @Override
    public String toString() {
        return "Trino at " + url.getScheme() + "://" + url.getAuthority() + ", catalog " + catalog;
    }
}
