package org.shuguan.dataplane.agent;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Drivers;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// The address of a source as the front-end host sees it. It has the secret, which is used and not kept.
///
/// @param kind `postgresql`, `mysql`, `http`, `files`, or the name of a driver's description
/// @param database name of the database; for `files` a folder below the home's folder `files`
/// @param document of an HTTP interface
/// @param trial whether a person waits for the answer
public record ReadAddress(
        String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        List<String> schemas,
        @Nullable String user,
        @Nullable String secret,
        @Nullable String document,
        @Nullable String base,
        boolean trial) {
    public static final String FILES = "files";
    public static final String HTTP = "http";

    public ReadAddress {
        schemas = schemas == null ? List.of() : List.copyOf(schemas);
    }

    /// Whether it is a database.
    public boolean namesDatabase() {
        return !kind.equals(FILES) && !kind.equals(HTTP);
    }

    /// How it is named to people.
    public String shown() {
        return switch (kind) {
            case FILES -> "files " + database;
            case HTTP -> {
                String text = document == null || !Source.Http.isAddress(document) ? "" : document.strip();
                yield "http " + (base == null ? text : base);
            }
            default -> kind + " " + user + "@" + host + ":" + port + "/" + database;
        };
    }

    @Override
    public String toString() {
        return shown();
    }

    /// @throws SourceUnreadable if the home does not allow it, or there is no driver
    Source source(AgentHome home) throws SourceUnreadable {
        Source.Limits limits = trial ? Source.Limits.TRIAL : Source.Limits.DEFAULT;
        return switch (kind) {
            case FILES -> new Source.Files(folder(home.files(), String.valueOf(database)));
            case HTTP ->
                new Source.Http(
                        String.valueOf(document),
                        base,
                        secret,
                        home.allowed()::addresses,
                        trial ? Source.Limits.TRIAL : Source.Limits.PAGES,
                        Source.Http.MOST_PAGES);
            default -> database(home, limits);
        };
    }

    private Source.Database database(AgentHome home, Source.Limits limits) throws SourceUnreadable {
        String machine = String.valueOf(host);
        int door = port == null ? 0 : port;
        if (!home.allowed().permits(machine, door)) {
            throw new SourceUnreadable(Reason.HOST_FORBIDS, machine + ":" + door, null);
        }
        Source.Kind its = switch (kind) {
            case "postgresql" -> Source.Kind.POSTGRESQL;
            case "mysql" -> Source.Kind.MYSQL;
            default ->
                Drivers.in(home.drivers())
                        .kind(kind)
                        .orElseThrow(() -> new SourceUnreadable(Reason.DRIVER_MISSING, kind, null));
        };
        return new Source.Database(
                its, machine, door, String.valueOf(database), schemas, String.valueOf(user), secret, limits);
    }

    /// The folder, which must be below the one that the unit has opened; symbolic links do not lead out of it.
    private static Path folder(Path opened, String name) throws SourceUnreadable {
        try {
            Path root = opened.toRealPath();
            Path folder = root.resolve(name).toRealPath();
            if (folder.startsWith(root)) {
                return folder;
            }
        } catch (java.io.IOException | java.nio.file.InvalidPathException missing) {
            throw new SourceUnreadable(Reason.FILE_MISSING, name, missing);
        }
        throw new SourceUnreadable(Reason.HOST_FORBIDS, name, null);
    }
}
