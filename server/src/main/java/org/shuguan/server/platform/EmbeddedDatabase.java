package org.shuguan.server.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server in a folder of the home, used if no external database is configured. It accepts connections
/// from this machine only, each with a password, and keeps its data between starts and through a power cut. A
/// server process left over by a crash is stopped before the folder is used again.
public final class EmbeddedDatabase implements AutoCloseable {
    /// What `initdb` makes. It had the application's password until [#separated] gave the server a superuser of
    /// its own.
    private static final String FIRST_SUPERUSER = "postgres";

    private static final String SUPERUSER = "shuguan_superuser";
    private static final String OWNER = "_owner";
    private static final String ONLY_WITH_PASSWORD = "host all all 127.0.0.1/32 scram-sha-256\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A role and its password.
    private record Login(String user, String password) {}

    /// The addresses of one database.
    ///
    /// @param application for the work: reads and writes, owns nothing
    /// @param owner for migrations: owns the database and all that is in it
    public record Roles(DatabaseAddress application, DatabaseAddress owner) {}

    private final EmbeddedPostgres postgres;
    private final Home home;
    private final String folder;
    private Login superuser;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Home home, String folder, Login superuser) {
        this.postgres = postgres;
        this.home = home;
        this.folder = folder;
        this.superuser = superuser;
    }

    /// Starts the server with its data in `home/name`. The caller must hold the home's lock.
    ///
    /// @throws UncheckedIOException with a sentence if it cannot be started or there is none for this platform
    public static EmbeddedDatabase start(Home home, String name) {
        return start(home, name, Map.of());
    }

    /// As [#start(Home, String)], with settings of the server by their names.
    public static EmbeddedDatabase start(Home home, String name, Map<String, String> settings) {
        Path data = home.resolve(name);
        Login superuser = superuser(home, name, home.secret(passwordFile(name), 24));
        try {
            stopOrphan(data);
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(home.folder("postgresql").toFile())
                    .setPort(port(home, name))
                    // PostgreSQL's own: macOS lacks the system's C.UTF-8, and an update of the system cannot change it.
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF8")
                    // The library is made for tests and turns both off; a commit that was answered outlives a power
                    // cut.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    .setConnectConfig("user", superuser.user())
                    .setConnectConfig("password", superuser.password())
                    .setOutputRedirector(log(home, name))
                    .setErrorRedirector(log(home, name))
                    .setPGStartupWait(PATIENCE);
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            // The library lets everybody write into the folder of its programs, and run them.
            OwnerOnly.closeAll(home.resolve("postgresql"));
            requirePasswords(postgres, data, superuser);
            return new EmbeddedDatabase(postgres, home, name, superuser);
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new UncheckedIOException(
                    "the embedded PostgreSQL in " + data + " did not start: " + e.getMessage() + " (its log: "
                            + home.resolve(name + ".log") + ")",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /// Whether an earlier start made the server `home/name`. A command that only reads asks this first, because
    /// [#start] makes what is missing.
    public static boolean isIn(Home home, String name) {
        return Files.exists(home.resolve(name).resolve("PG_VERSION"))
                && home.existingSecret(passwordFile(name)).isPresent();
    }

    /// The address of a database whose server is already running in this home, for commands that run beside the
    /// server.
    public static Optional<DatabaseAddress> running(Home home, String name, String database) {
        return postmaster(home.resolve(name))
                .flatMap(master -> home.existingSecret(passwordFile(name))
                        .map(first -> superuser(home, name, first))
                        .map(superuser -> DatabaseAddress.of(
                                "127.0.0.1", master.port(), database, superuser.user(), superuser.password())));
    }

    private static String passwordFile(String name) {
        return name + ".password";
    }

    private static String superuserFile(String name) {
        return name + ".superuser.password";
    }

    /// @param first the password of the first superuser, where there is no other yet
    private static Login superuser(Home home, String name, String first) {
        return home.existingSecret(superuserFile(name))
                .map(own -> new Login(SUPERUSER, own))
                .orElseGet(() -> new Login(FIRST_SUPERUSER, first));
    }

    /// The database `name` where it exists, for a superuser.
    public Optional<DatabaseAddress> existingDatabase(String name) {
        try (Connection connection = connect()) {
            return exists(connection, "select 1 from pg_database where datname = ?", name)
                    ? Optional.of(DatabaseAddress.of("127.0.0.1", port(), name, superuser.user(), superuser.password()))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The database `name` with two roles: the application's, of the same name, and the owner. What is missing is
    /// made; a database that the application's role owns, as earlier versions made it, gets the owner. Every step
    /// may be repeated, and all are at each start, so that a start that was killed between two of them is
    /// completed by the next.
    public Roles roles(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException(name);
        }
        String owner = name + OWNER;
        String password = home.secret(passwordFile(folder), 24);
        String ownersPassword = home.secret(folder + ".owner.password", 24);
        try {
            separated();
            try (Connection connection = connect();
                    var statement = connection.createStatement()) {
                login(connection, owner, ownersPassword);
                login(connection, name, password);
                statement.execute("revoke " + owner + " from " + name);
                if (exists(connection, "select 1 from pg_database where datname = ?", name)) {
                    statement.execute("alter database " + name + " owner to " + owner);
                } else {
                    statement.execute("create database " + name + " owner " + owner);
                }
                statement.execute("revoke create on database " + name + " from public, " + name);
            }
            try (Connection connection = connect(name);
                    var statement = connection.createStatement()) {
                statement.execute("reassign owned by " + name + " to " + owner);
                statement.execute("revoke create on schema public from public, " + name);
            }
            return new Roles(
                    DatabaseAddress.of("127.0.0.1", port(), name, name, password),
                    DatabaseAddress.of("127.0.0.1", port(), name, owner, ownersPassword));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void login(Connection connection, String role, String password) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
                statement.execute("create role " + role);
            }
            statement.execute("alter role " + role + " login nosuperuser nocreatedb nocreaterole noreplication"
                    + " nobypassrls password '" + password + "'");
        }
    }

    /// Gives the server a superuser with a password of its own, and none to the first one, whose password was the
    /// application's: who knows the application's could do anything. The file is written when the role has its
    /// password: until then the first superuser still starts the server.
    private void separated() throws SQLException {
        if (superuser.user().equals(FIRST_SUPERUSER)) {
            String password = Home.random(24);
            try (Connection connection = connect();
                    var statement = connection.createStatement()) {
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", SUPERUSER)) {
                    statement.execute("create role " + SUPERUSER);
                }
                statement.execute("alter role " + SUPERUSER + " login superuser password '" + password + "'");
            }
            home.keep(superuserFile(folder), password);
            superuser = new Login(SUPERUSER, password);
        }
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role " + FIRST_SUPERUSER + " password null");
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /// A superuser's connection to the maintenance database.
    public Connection connect() throws SQLException {
        return connect("postgres");
    }

    /// A superuser's connection to one of its databases.
    ///
    /// @param database a fixed name, never typed by a person
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, superuser.user(), superuser.password());
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /// Requires passwords: `initdb` configures trust authentication, by which every user of this machine could
    /// connect. Checked at each start, because the first start may have been interrupted before this step.
    private static void requirePasswords(EmbeddedPostgres postgres, Path data, Login superuser)
            throws SQLException, IOException {
        Path rules = data.resolve("pg_hba.conf");
        if (Files.readString(rules).equals(ONLY_WITH_PASSWORD)) {
            return;
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter role " + superuser.user() + " password '" + superuser.password() + "'");
            Files.writeString(rules, ONLY_WITH_PASSWORD);
            statement.execute("select pg_reload_conf()");
        }
    }

    /// The same port at each start, because the demo's sources contain it; another one if it is in use.
    private static int port(Home home, String name) throws IOException {
        Path file = home.resolve(name + ".port");
        int wanted =
                Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        try (ServerSocket probe = open(wanted)) {
            Files.writeString(file, Integer.toString(probe.getLocalPort()));
            return probe.getLocalPort();
        }
    }

    private static ServerSocket open(int wanted) throws IOException {
        var loopback = java.net.InetAddress.getLoopbackAddress();
        try {
            return new ServerSocket(wanted, 1, loopback);
        } catch (IOException taken) {
            return new ServerSocket(0, 1, loopback);
        }
    }

    private static ProcessBuilder.Redirect log(Home home, String name) {
        return ProcessBuilder.Redirect.appendTo(home.resolve(name + ".log").toFile());
    }

    private record Postmaster(ProcessHandle process, int port) {}

    private static Optional<Postmaster> postmaster(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            int port = Integer.parseInt(lines.get(3).strip());
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isPostgres(process, data))
                    .map(process -> new Postmaster(process, port));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// Whether the process is PostgreSQL: the process id in the file may have been reused by another program.
    private static boolean isPostgres(ProcessHandle process, Path data) {
        @Nullable String command = process.info().commandLine().orElse(null);
        return command == null || (command.contains("postgres") && command.contains(data.toString()));
    }

    /// Stops the server that a process which died left running in `home/name`. Nothing happens if there is none.
    ///
    /// @throws IOException if it does not stop
    public static void stopLeftOver(Home home, String name) throws IOException {
        stopOrphan(home.resolve(name));
    }

    private static void stopOrphan(Path data) throws IOException {
        Optional<Postmaster> orphan = postmaster(data);
        if (orphan.isEmpty()) {
            return;
        }
        // Java sends SIGTERM, PostgreSQL's smart shutdown, which waits for clients (SIGINT would be the fast one);
        // the clients of a dead server are gone already.
        orphan.get().process().destroy();
        try {
            orphan.get().process().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("an earlier PostgreSQL still runs in " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException(e);
        }
    }
}
