package org.shuguan.dataplane.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Drivers;
import org.shuguan.dataplane.source.Source;

/// Parses the argument that names a source: a path; `postgresql://user@host:port/database?schema=a&schema=b` (also
/// `mysql://…`, or the name of a driver's description); or the address of an OpenAPI document. A password in the
/// address is refused, because every user of the machine can see command lines.
final class SourceAddress {
    private static final int HIGHEST_PORT = 65_535;

    private SourceAddress() {}

    /// @throws IllegalArgumentException with a message that says what to write instead
    static Source parse(String text, @Nullable String secret, Drivers drivers) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("SOURCE is empty: give a path or an address");
        }
        if (!text.contains("://")) {
            return new Source.Files(Path.of(text));
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text + " is not a valid address: " + e.getReason(), e);
        }
        if (uri.getScheme() != null && uri.getScheme().matches("(?i)https?")) {
            return api(uri, secret);
        }
        Source.Kind kind = switch (String.valueOf(uri.getScheme())) {
            case "postgresql", "postgres" -> Source.Kind.POSTGRESQL;
            case "mysql", "mariadb" -> Source.Kind.MYSQL;
            default -> drivers.kind(String.valueOf(uri.getScheme())).orElseThrow(() -> unknown(uri, drivers));
        };
        String user = uri.getUserInfo();
        if (user == null || uri.getHost() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "the address is incomplete: write " + uri.getScheme() + "://user@host:port/database");
        }
        if (user.contains(":")) {
            throw passwordShown();
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("the port must be from 1 to " + HIGHEST_PORT);
        }
        return new Source.Database(
                kind,
                uri.getHost(),
                uri.getPort() < 0 ? kind.defaultPort() : uri.getPort(),
                uri.getPath().substring(1),
                schemas(uri.getRawQuery()),
                user,
                secret,
                Source.Limits.DEFAULT);
    }

    private static Source.Http api(URI uri, @Nullable String secret) {
        if (uri.getRawUserInfo() != null) {
            throw passwordShown();
        }
        return new Source.Http(
                uri.toString(), null, secret, Source.HostResolver.OPEN, Source.Limits.PAGES, Source.Http.MOST_PAGES);
    }

    private static IllegalArgumentException passwordShown() {
        return new IllegalArgumentException("the address must not contain a password: set SHUGUAN_SOURCE_SECRET, use"
                + " --secret-file, or type it when asked");
    }

    /// Names the known schemes, or what is wrong with the driver of this scheme.
    private static IllegalArgumentException unknown(URI uri, Drivers drivers) {
        String why = drivers.found().stream()
                .filter(found -> String.valueOf(uri.getScheme()).equals(found.name()))
                .findFirst()
                .map(found -> "cannot be used: "
                        + found.problems().stream()
                                .map(problem -> problem.code() + " " + problem.detail())
                                .collect(Collectors.joining("; ")))
                .orElse(
                        "is not a known kind of source: use postgresql://, mysql://, https://, the name of a driver's description, or a path");
        return new IllegalArgumentException(uri.getScheme() + ":// " + why);
    }

    private static List<String> schemas(@Nullable String query) {
        List<String> schemas = new ArrayList<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                if (!part.startsWith("schema=")) {
                    throw new IllegalArgumentException("the only option in an address is schema=NAME");
                }
                schemas.add(URLDecoder.decode(part.substring("schema=".length()), StandardCharsets.UTF_8));
            }
        }
        return schemas;
    }
}
