package org.shuguan.dataplane.source;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The address of something that contains tables.
public sealed interface Source {
    /// A database, addressed by separate fields: a JDBC address typed by a person could make the driver run code.
    ///
    /// @param schemas schemas to read; empty for all except system schemas
    /// @param secret the user's password, not included in [#toString]
    /// @param snapshot the moment at which whole tables are read, as PostgreSQL exports it; null for now
    record Database(
            Kind kind,
            String host,
            int port,
            String database,
            List<String> schemas,
            String user,
            @Nullable String secret,
            Limits limits,
            @Nullable String snapshot)
            implements Source {
        public Database {
            schemas = List.copyOf(schemas);
        }

        public Database(
                Kind kind,
                String host,
                int port,
                String database,
                List<String> schemas,
                String user,
                @Nullable String secret,
                Limits limits) {
            this(kind, host, port, database, schemas, user, secret, limits, null);
        }

        @Override
        public String toString() {
            return kind.word() + " " + user + "@" + host + ":" + port + "/" + database;
        }
    }

    /// A file, or a folder with all files below it.
    ///
    /// @param usual how files without an entry in `readings` are read
    /// @param readings how particular files are read, by their path relative to [#path]
    /// @param ignored why particular files are not read, by their path relative to [#path]
    record Files(Path path, Reading usual, Map<String, Reading> readings, Map<String, String> ignored)
            implements Source {
        public Files {
            readings = Map.copyOf(readings);
            ignored = Map.copyOf(ignored);
        }

        public Files(Path path, Reading usual, Map<String, Reading> readings) {
            this(path, usual, readings, Map.of());
        }

        /// All settings are guessed.
        public Files(Path path) {
            this(path, Reading.GUESS, Map.of());
        }
    }

    /// An HTTP interface.
    ///
    /// @param document address of its OpenAPI document, or the document itself
    /// @param base base address of its operations; null for the one in the document, which must have the
    ///     document's origin
    /// @param secret the token, or `user:password` if the document asks for Basic authentication; not included in
    ///     [#toString]
    /// @param resolver decides which machines may be connected to
    /// @param pages maximum number of pages of a table
    record Http(
            String document,
            @Nullable String base,
            @Nullable String secret,
            HostResolver resolver,
            Limits limits,
            int pages)
            implements Source {
        public static final int MOST_PAGES = 100_000;

        /// Whether the text is an address and not a document.
        public static boolean isAddress(String document) {
            return document.strip().matches("(?i)https?://\\S*");
        }

        /// Parses an http or https address; empty for other texts and for addresses that contain a user.
        public static Optional<URI> address(@Nullable String text) {
            try {
                URI uri = new URI(String.valueOf(text).strip());
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                return web && uri.getHost() != null && uri.getRawUserInfo() == null
                        ? Optional.of(uri)
                        : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "http " + (base == null && isAddress(document) ? document : base);
        }
    }

    /// A source that another process reads, because this one cannot reach it.
    ///
    /// @param name how it is named to people
    /// @param database whether it is a database, which sends only the columns that it is asked for
    /// @param connections maximum number of tables read at the same time
    record Remote(String name, boolean database, int connections, Opener opener) implements Source {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Opens a remote source.
    interface Opener {
        /// @throws SourceUnreadable if the other process cannot be reached
        OpenSource open() throws SourceUnreadable;
    }

    /// Resolves host names. It is asked for every new connection, and connections are made only to the addresses
    /// that it returns.
    interface HostResolver {
        HostResolver OPEN = InetAddress::getAllByName;

        /// @throws UnknownHostException if the host is unknown or must not be connected to
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// A kind of database.
    sealed interface Kind permits BuiltIn, DescribedKind {
        Kind POSTGRESQL = BuiltIn.POSTGRESQL;
        Kind MYSQL = BuiltIn.MYSQL;

        /// Its lower-case name, which is stored and must not change.
        String word();

        /// The default port.
        int defaultPort();
    }

    /// The kinds with built-in support.
    enum BuiltIn implements Kind {
        POSTGRESQL(5432),
        MYSQL(3306);

        private final int port;

        BuiltIn(int port) {
            this.port = port;
        }

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int defaultPort() {
            return port;
        }
    }

    /// Limits on the load that a census puts on a source that others work with.
    ///
    /// @param connections maximum number of connections, and of tables read at the same time
    /// @param statement maximum duration of one statement
    /// @param connect maximum time to wait for a connection
    /// @param silence maximum time without any data in the middle of an answer
    record Limits(int connections, Duration statement, Duration connect, Duration silence) {
        public static final Limits DEFAULT =
                new Limits(2, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofMinutes(10));
        /// for interfaces, where a statement is a page
        public static final Limits PAGES =
                new Limits(1, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMinutes(1));
        /// for connection tests, where a person waits
        public static final Limits TRIAL =
                new Limits(1, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
