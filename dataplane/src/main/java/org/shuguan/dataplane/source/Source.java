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

/// Something that holds tables.
public sealed interface Source {
    /// A database, named by fields: a JDBC address typed by a person would be code from a person.
    ///
    /// @param schemas which to read; empty for all that are not the system's own
    /// @param secret the user's password; never printed
    record Database(
            Kind kind,
            String host,
            int port,
            String database,
            List<String> schemas,
            String user,
            @Nullable String secret,
            Limits limits)
            implements Source {
        public Database {
            schemas = List.copyOf(schemas);
        }

        @Override
        public String toString() {
            return kind.word() + " " + user + "@" + host + ":" + port + "/" + database;
        }
    }

    /// A file, or a folder with all files below it.
    ///
    /// @param usual how files are read that have no reading of their own
    /// @param readings by the file's path below [#path]
    record Files(Path path, Reading usual, Map<String, Reading> readings) implements Source {
        public Files {
            readings = Map.copyOf(readings);
        }

        /// How each is read is guessed.
        public Files(Path path) {
            this(path, Reading.GUESS, Map.of());
        }
    }

    /// An HTTP interface.
    ///
    /// @param document the address of its OpenAPI document, or the document itself
    /// @param base what its operations stand below; null for what the document says, at its own origin
    /// @param secret the token, or `user:password` where the document says so; never printed
    /// @param door which machines may be connected to
    /// @param pages how many there are of a table at most
    record Http(
            String document,
            @Nullable String base,
            @Nullable String secret,
            Door door,
            Limits limits,
            int pages) implements Source {
        public static final int MOST_PAGES = 100_000;

        /// Whether it is meant as an address rather than as a document.
        public static boolean isAddress(String document) {
            return document.strip().matches("(?i)https?://\\S*");
        }

        /// An address of the web, without a user.
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

    /// Says which addresses stand for a host. It is asked whenever a connection is made, and what it says is what is
    /// connected to.
    interface Door {
        Door OPEN = InetAddress::getAllByName;

        /// @throws UnknownHostException also where the host may not be connected to
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// A kind of database.
    sealed interface Kind permits BuiltIn, DrivenKind {
        Kind POSTGRESQL = BuiltIn.POSTGRESQL;
        Kind MYSQL = BuiltIn.MYSQL;

        /// Its name in small letters, which stays.
        String word();

        int usualPort();
    }

    /// The kinds that are read by code of our own.
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
        public int usualPort() {
            return port;
        }
    }

    /// What a census may ask of a database that others work with.
    ///
    /// @param connections how many there are at most, and tables read at once
    /// @param statement the longest that one statement runs
    /// @param connect the longest that a connection is waited for
    /// @param silence the longest that the other side may say nothing in the midst of an answer
    record Limits(int connections, Duration statement, Duration connect, Duration silence) {
        public static final Limits USUAL =
                new Limits(2, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofMinutes(10));
        /// of an interface: a statement is a page
        public static final Limits PAGES =
                new Limits(1, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMinutes(1));
        /// for a person who waits
        public static final Limits TRIAL =
                new Limits(1, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
