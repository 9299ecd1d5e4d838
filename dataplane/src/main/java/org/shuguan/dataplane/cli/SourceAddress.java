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

/// Reads what names a source on the command line: a path, or `postgresql://user@host:port/database?schema=a&schema=b`
/// (`mysql://…`, or the name of a driver's description), taken apart by us; or the address of an OpenAPI document. A
/// password in it is refused: a command line is read by everybody on the machine.
final class SourceAddress {
    private static final int HIGHEST_PORT = 65_535;

    private SourceAddress() {}

    /// @throws IllegalArgumentException with a sentence that says what to write instead
    static Source parse(String text, @Nullable String secret, Drivers drivers) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a source is a path or an address, not nothing");
        }
        if (!text.contains("://")) {
            return new Source.Files(Path.of(text));
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(text + " is no address: " + e.getReason(), e);
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
            throw new IllegalArgumentException("write " + uri.getScheme() + "://user@host:port/database");
        }
        if (user.contains(":")) {
            throw passwordShown();
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 1 to " + HIGHEST_PORT);
        }
        return new Source.Database(
                kind,
                uri.getHost(),
                uri.getPort() < 0 ? kind.usualPort() : uri.getPort(),
                uri.getPath().substring(1),
                schemas(uri.getRawQuery()),
                user,
                secret,
                Source.Limits.USUAL);
    }

    private static Source.Http api(URI uri, @Nullable String secret) {
        if (uri.getRawUserInfo() != null) {
            throw passwordShown();
        }
        return new Source.Http(
                uri.toString(), null, secret, Source.Door.OPEN, Source.Limits.PAGES, Source.Http.MOST_PAGES);
    }

    private static IllegalArgumentException passwordShown() {
        return new IllegalArgumentException("no password on the command line: set SHUGUAN_SOURCE_SECRET, or use"
                + " --secret-file, or type it when asked");
    }

    /// Says which driver would be needed, or what is wrong with it.
    private static IllegalArgumentException unknown(URI uri, Drivers drivers) {
        String why = drivers.found().stream()
                .filter(found -> String.valueOf(uri.getScheme()).equals(found.name()))
                .findFirst()
                .map(found -> "cannot be read: "
                        + found.wrongs().stream()
                                .map(wrong -> wrong.code() + " " + wrong.detail())
                                .collect(Collectors.joining("; ")))
                .orElse(
                        "is not known: use postgresql://, mysql://, https://, the name of a driver's description, or a path");
        return new IllegalArgumentException(uri.getScheme() + ":// " + why);
    }

    private static List<String> schemas(@Nullable String query) {
        List<String> schemas = new ArrayList<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                if (!part.startsWith("schema=")) {
                    throw new IllegalArgumentException("the only option of an address is schema=");
                }
                schemas.add(URLDecoder.decode(part.substring("schema=".length()), StandardCharsets.UTF_8));
            }
        }
        return schemas;
    }
}
