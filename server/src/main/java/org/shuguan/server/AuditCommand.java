package org.shuguan.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.audit.AuditCheckpoints;
import org.shuguan.server.audit.AuditFile;
import org.shuguan.server.audit.AuditKey;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.SecretKeys;
import org.shuguan.server.platform.Secrets;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// `shuguan audit verify [--since NUMBER:HASH] [--file FILE]`: proves the record beside a running server, or
/// starts the database for the while. It creates no home, no database and no table: where there is none, it says
/// where it looked.
final class AuditCommand {
    private static final int UNREAD = 1;
    private static final int BROKEN = 3;
    private static final String NO_KEY = "the key is missing. Name the home with its secret.key by --home, or set"
            + " SHUGUAN_SECRET_KEY. What can be checked without it is in order.";
    private static final String NO_PRIVILEGE = "42501";

    /// The migrations of `institution` run after those of `audit`: where its schema is and the record is not, the
    /// record was taken out.
    private static final String STATE = """
            select to_regclass('audit.entry') is not null as has_record,
                   to_regnamespace('institution') is not null as has_run
            """;

    private record State(boolean hasRecord, boolean hasRun) {}

    private AuditCommand() {}

    /// What to verify by.
    ///
    /// @param noted an end of the chain that was noted elsewhere, null where none was
    /// @param key null where it is not there
    /// @param checkpoints null where no place of them is known
    private record By(
            AuditChain.@Nullable Noted noted,
            @Nullable AuditKey key,
            @Nullable AuditCheckpoints checkpoints) {
        static By of(AuditChain.@Nullable Noted noted, Optional<Home> home) {
            AuditKey key = keyIn(home);
            return new By(
                    noted,
                    key,
                    Shuguan.given("SHUGUAN_AUDIT_CHECKPOINT")
                            .map(Path::of)
                            .or(() -> home.map(found -> found.resolve(CheckpointKeeper.FILE)))
                            .map(file -> new AuditCheckpoints(file, key))
                            .orElse(null));
        }
    }

    private static @Nullable AuditKey keyIn(Optional<Home> home) {
        return SecretKeys.existing(Shuguan::given, home)
                .map(keys -> new AuditKey(new Secrets(keys)))
                .orElse(null);
    }

    /// Gives the exit code: 0 in order, 3 broken, 1 could not be read or not be proved.
    ///
    /// @param noted an end of the chain that was noted elsewhere, null where none was
    static int verify(Path folder, AuditChain.@Nullable Noted noted) {
        Optional<String> external = Shuguan.given("SHUGUAN_DATABASE_URL");
        Optional<Home> place = Home.existing(folder);
        if (external.isPresent()) {
            try {
                DatabaseAddress address = DatabaseAddress.parse(external.get()).reached();
                return report(address, address.toString(), By.of(noted, place));
            } catch (IllegalArgumentException wrong) {
                return unread("SHUGUAN_DATABASE_URL cannot be used: " + wrong.getMessage());
            }
        }
        Optional<Home> home = place.filter(found -> EmbeddedDatabase.isIn(found, "database"));
        return home.isPresent()
                ? verify(home.get(), By.of(noted, home))
                : unread("there is no database in " + folder.toAbsolutePath().normalize()
                        + ": no server has started there; name its home by --home or SHUGUAN_HOME");
    }

    /// Verifies an export in JSON lines, without a database. The exit codes are those of the record.
    static int verifyFile(Path folder, Path file) {
        AuditKey key = keyIn(Home.existing(folder));
        AuditFile.Verdict verdict;
        try (var lines = Files.newBufferedReader(file)) {
            verdict = AuditFile.verify(lines, key);
        } catch (IOException e) {
            return unread(file + " cannot be read: " + e);
        }
        if (verdict.fault() != null) {
            return broken("at " + verdict.fault() + "; " + verdict.entries() + " lines before it are in order");
        }
        if (verdict.unproved() > 0 || key == null) {
            return unread(verdict.unproved() + " of " + verdict.entries() + " entries in " + file
                    + " are keyed and are not proved: " + NO_KEY);
        }
        System.out.printf("audit: %d entries in %s in order%n", verdict.entries(), file);
        return 0;
    }

    private static int verify(Home home, By by) {
        String place = home.folder().toString();
        if (home.lock() == null) {
            return EmbeddedDatabase.running(home, "database", Shuguan.DATABASE)
                    .map(address -> report(address, place, by))
                    .orElseGet(() -> unread("the server of " + place + " is starting or stopping; try again"));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            return database.existingDatabase(Shuguan.DATABASE)
                    .map(address -> report(address, place, by))
                    .orElseGet(() -> noRecord(place, false, by.noted()));
        }
    }

    private static int report(DatabaseAddress address, String place, By by) {
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        var whole = new TransactionTemplate(new DataSourceTransactionManager(source));
        whole.setReadOnly(true);
        whole.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        AuditCheckpoints.Found checkpoints;
        try {
            // Before the record: a running server writes to both, to the record first.
            checkpoints = by.checkpoints() == null
                    ? new AuditCheckpoints.Found(List.of(), 0)
                    : by.checkpoints().read();
        } catch (IOException e) {
            return unread("the checkpoints in " + by.checkpoints() + " cannot be read: " + e.getMessage());
        }
        State state = JdbcClient.create(source).sql(STATE).query(State.class).single();
        if (!state.hasRecord()) {
            return noRecord(place, state.hasRun() || !checkpoints.noted().isEmpty(), by.noted());
        }
        List<AuditChain.Noted> noted = new ArrayList<>(checkpoints.noted());
        if (by.noted() != null) {
            noted.add(by.noted());
        }
        AuditChain.Verdict verdict;
        try {
            verdict = Objects.requireNonNull(whole.execute(status -> new AuditChain(source, by.key()).verify(noted)));
        } catch (BadSqlGrammarException refused) {
            SQLException reason = Objects.requireNonNull(refused.getSQLException());
            if (NO_PRIVILEGE.equals(reason.getSQLState())) {
                return unread("the audit record in " + place + " cannot be read: " + reason.getMessage());
            }
            return broken("its tables are not as they were made: " + reason.getMessage());
        }
        if (checkpoints.forged() > 0) {
            return broken(checkpoints.forged() + " of the checkpoints in " + by.checkpoints()
                    + " were not written with this key");
        }
        return report(verdict, by, checkpoints.noted().size());
    }

    private static int report(AuditChain.Verdict verdict, By by, int checkpoints) {
        if (verdict.broken().isPresent()) {
            var broken = verdict.broken().get();
            System.out.printf(
                    "audit: BROKEN at entry %d (%s); %d entries before it are in order%n",
                    broken.sequence(), broken.kind().sentence(), verdict.entries());
            return BROKEN;
        }
        if (verdict.unproved() > 0) {
            return unread(verdict.unproved() + " of " + verdict.entries() + " entries are keyed and are not proved: "
                    + NO_KEY);
        }
        System.out.printf("audit: %d entries in order, head %s%n", verdict.entries(), verdict.head());
        if (verdict.lastByEarlierKey() > 0) {
            System.out.printf(
                    "audit: entries up to %d are proved by earlier keys, %s%n",
                    verdict.lastByEarlierKey(),
                    verdict.lastByEarlierKey() < verdict.entries()
                            ? "those after it by the present one"
                            : "none by the present one: no server has started since the key was changed");
        }
        if (checkpoints > 0) {
            System.out.printf("audit: it contains all %d checkpoints in %s%n", checkpoints, by.checkpoints());
        } else if (by.noted() == null) {
            System.out.println("audit: no checkpoints"
                    + (by.checkpoints() == null ? "" : " in " + by.checkpoints())
                    + ": entries that were cut off from the end would not be noticed");
        }
        return 0;
    }

    private static int noRecord(String place, boolean expected, AuditChain.@Nullable Noted noted) {
        return expected || noted != null
                ? broken("there is no record in this database")
                : unread("there is no audit record in " + place + ": no server has finished its first start there");
    }

    private static int broken(String how) {
        System.out.println("audit: BROKEN: " + how);
        return BROKEN;
    }

    private static int unread(String why) {
        System.err.println("shuguan: " + why);
        return UNREAD;
    }
}
