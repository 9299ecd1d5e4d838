package org.shuguan.server;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.LowPriorityThreads;
import org.shuguan.dataplane.source.Scratch;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.SecretKeys;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.modulith.Modulithic;

/// Starts a node: takes the home, brings up the database where none is named, then the application.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Modulithic(sharedModules = "platform", systemName = "Shuguan")
public class Shuguan {
    /// As `nice` counts.
    private static final String CENSUS_STANDS_BACK = "19";

    static final String DATABASE = "shuguan";

    /// Takes `serve [--demo] [--port N] [--home DIR]`, `audit verify [--since NUMBER:HASH | --file FILE] [--home
    /// DIR]`, `keys rotate [--home DIR]`, `backup FILE [--home DIR]` or `restore FILE [--home DIR]`.
    public static void main(String[] arguments) {
        // First of all. Flowable writes and reads times in columns without a zone, in the zone of the JVM: a restart
        // under
        // another TZ would move due days. UTC, because no government moves its clocks, and because our sessions of the
        // database have it too. The city's time is applied where people see times (CityTime).
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // Whoever names no language reads the city's.
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        // Until the application has its own say, libraries keep their start-up chatter to themselves.
        LoggingSystem.get(Shuguan.class.getClassLoader()).beforeInitialize();
        Arguments parsed = Arguments.of(arguments);
        try {
            switch (parsed.command()) {
                case "serve" -> serve(parsed);
                case "audit" ->
                    System.exit(
                            parsed.file() == null
                                    ? AuditCommand.verify(parsed.home(), parsed.noted())
                                    : AuditCommand.verifyFile(parsed.home(), parsed.file()));
                case "keys" -> System.exit(KeysCommand.rotate(parsed.home()));
                case "backup" -> System.exit(BackupCommand.backup(parsed.home(), parsed.archive()));
                case "restore" -> System.exit(BackupCommand.restore(parsed.home(), parsed.archive()));
                default ->
                    fail("unknown command: " + parsed.command()
                            + " (serve, audit verify, keys rotate, backup FILE, restore FILE)");
            }
        } catch (UncheckedIOException told) {
            fail(String.valueOf(told.getMessage()));
        }
    }

    private static void serve(Arguments arguments) {
        Home home = Home.at(arguments.home());
        if (home.lock() == null) {
            fail("another shuguan is running on " + home.folder() + ": stop it, or choose another --home");
        }
        home.closeToOthers();
        // Before anything reads a source or takes an upload: both leave copies where they please otherwise.
        Path scratch = home.emptied("scratch");
        System.setProperty(Scratch.PROPERTY, scratch.toString());
        System.setProperty(
                LowPriorityThreads.PRIORITY_PROPERTY,
                System.getProperty(LowPriorityThreads.PRIORITY_PROPERTY, CENSUS_STANDS_BACK));
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.tomcat.basedir", scratch.resolve("web").toString());
        properties.put("shuguan.demo", arguments.demo());
        SecretKeys keys = SecretKeys.existing(Shuguan::given, Optional.empty()).orElseGet(() -> SecretKeys.made(home));
        properties.put("shuguan.secret-key", keys.present());
        properties.put("shuguan.earlier-secret-keys", String.join(" ", keys.earlier()));
        properties.put("server.port", arguments.port());
        List<EmbeddedDatabase> embedded = new ArrayList<>();
        if (given("SHUGUAN_DATABASE_URL").isPresent()) {
            external(properties);
        } else {
            embedded.add(EmbeddedDatabase.start(home, "database"));
            try {
                UpgradeBackup.make(home, embedded.getFirst(), Clock.systemUTC());
            } catch (UncheckedIOException refused) {
                embedded.getFirst().close();
                throw refused;
            }
            EmbeddedDatabase.Roles roles = embedded.getFirst().roles(DATABASE);
            application(properties, roles.application());
            owner(properties, roles.owner());
            // This process has the home and the home has the database: there is no other node.
            properties.put("shuguan.single-node", true);
        }
        SpringApplication application = new SpringApplication(Shuguan.class);
        application.setDefaultProperties(properties);
        // Before the environment: SHUGUAN_HOME must not send half of the state elsewhere.
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "home", Map.of("shuguan.home", home.folder().toString()))));
        if (arguments.demo()) {
            // One of the departments' tables is captured from its log of changes.
            EmbeddedDatabase departments = EmbeddedDatabase.start(home, "departments", Map.of("wal_level", "logical"));
            embedded.add(departments);
            application.addInitializers(
                    context -> context.getBeanFactory().registerSingleton("departments", departments));
        }
        run(application, embedded);
    }

    /// The operator's own database: with an owner named beside the application's role, or with one role for both.
    private static void external(Map<String, Object> properties) {
        boolean owned = given("SHUGUAN_DATABASE_OWNER_URL").isPresent();
        DatabaseAddress address =
                address("SHUGUAN_DATABASE_URL", owned ? DatabaseAddress::reached : DatabaseAddress::checked);
        application(properties, address);
        if (owned) {
            owner(properties, address("SHUGUAN_DATABASE_OWNER_URL", owner -> owner.checkedOwnerOf(address)));
        }
    }

    private static void application(Map<String, Object> properties, DatabaseAddress address) {
        properties.put("spring.datasource.url", address.url());
        properties.put("spring.datasource.username", address.user());
        properties.put("spring.datasource.password", address.password());
    }

    private static void owner(Map<String, Object> properties, DatabaseAddress address) {
        properties.put("spring.flyway.url", address.url());
        properties.put("spring.flyway.user", address.user());
        properties.put("spring.flyway.password", address.password());
    }

    private static DatabaseAddress address(String variable, UnaryOperator<DatabaseAddress> check) {
        try {
            return check.apply(DatabaseAddress.parse(given(variable).orElseThrow()));
        } catch (IllegalArgumentException wrong) {
            fail(variable + " cannot be used: " + wrong.getMessage());
            throw wrong;
        }
    }

    /// An environment variable that says something.
    static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    private static void run(SpringApplication application, List<EmbeddedDatabase> embedded) {
        // One hook in one order: the application first, its database last, because beans that close still write.
        application.setRegisterShutdownHook(false);
        try {
            ConfigurableApplicationContext context = application.run();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(context, embedded), "shutdown"));
        } catch (RuntimeException failed) {
            embedded.forEach(EmbeddedDatabase::close);
            throw failed;
        }
    }

    private static void close(ConfigurableApplicationContext context, List<EmbeddedDatabase> embedded) {
        context.close();
        embedded.forEach(EmbeddedDatabase::close);
    }

    static void fail(String sentence) {
        System.err.println("shuguan: " + sentence);
        System.exit(1);
    }

    /// What stands on the command line.
    ///
    /// @param noted an end of the audit record that was noted elsewhere
    /// @param file an export of the audit record, or a backup
    record Arguments(
            String command,
            boolean demo,
            int port,
            Path home,
            AuditChain.@Nullable Noted noted,
            @Nullable Path file) {
        /// The word after a command that has one.
        private static final Map<String, String> ACTS = Map.of("audit", "verify", "keys", "rotate");

        /// Commands that take the file of a backup.
        private static final Set<String> ARCHIVES = Set.of("backup", "restore");

        /// The file of a backup.
        Path archive() {
            return Objects.requireNonNull(file);
        }

        static Arguments of(String[] arguments) {
            List<String> words = new ArrayList<>(List.of(arguments));
            boolean demo = words.remove("--demo");
            String since = option(words, "--since", "");
            String file = option(words, "--file", "");
            String port = option(words, "--port", "8080");
            String home = option(words, "--home", usualHome());
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
                fail("--port takes a number up to 65535, not " + port);
            }
            String command = words.isEmpty() ? "serve" : words.getFirst();
            List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
            if (!file.isEmpty() && !(command.equals("audit") && since.isEmpty())) {
                fail("--file is for 'audit verify', without --since");
            }
            if (ARCHIVES.contains(command)) {
                if (rest.size() != 1) {
                    fail(command + " takes the name of one file");
                }
                return new Arguments(
                        command, demo, Integer.parseInt(port), Path.of(home), null, Path.of(rest.getFirst()));
            }
            String act = ACTS.get(command);
            if (act == null ? !rest.isEmpty() : !rest.equals(List.of(act))) {
                fail(act == null ? "unknown: " + String.join(" ", rest) : command + " takes '" + act + "'");
            }
            return new Arguments(
                    command,
                    demo,
                    Integer.parseInt(port),
                    Path.of(home),
                    noted(since),
                    file.isEmpty() ? null : Path.of(file));
        }

        private static String usualHome() {
            String named = System.getenv("SHUGUAN_HOME");
            return named == null || named.isBlank()
                    ? Path.of(System.getProperty("user.home"), ".shuguan").toString()
                    : named;
        }

        private static AuditChain.@Nullable Noted noted(String since) {
            try {
                return since.isEmpty() ? null : AuditChain.Noted.parse(since);
            } catch (IllegalArgumentException wrong) {
                fail("--since takes NUMBER:HASH, as an earlier 'audit verify' printed them");
                throw wrong;
            }
        }

        private static String option(List<String> words, String name, String usual) {
            int at = words.indexOf(name);
            if (at < 0) {
                return usual;
            }
            if (at + 1 >= words.size()) {
                fail(name + " needs a value");
            }
            words.remove(at);
            return words.remove(at);
        }
    }
}
