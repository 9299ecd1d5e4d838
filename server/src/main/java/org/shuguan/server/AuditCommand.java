package org.shuguan.server;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// `shuguan audit verify [--since NUMBER:HASH]`: proves the record beside a running server, or starts the
/// database for the while. It creates no home, no database and no table: where there is none, it says where it
/// looked.
final class AuditCommand {
    private static final int UNREAD = 1;
    private static final int BROKEN = 3;
    private static final String NO_PRIVILEGE = "42501";

    /// The migrations of `institution` run after those of `audit`: where its schema is and the record is not, the
    /// record was taken out.
    private static final String STATE = """
            select to_regclass('audit.entry') is not null as has_record,
                   to_regnamespace('institution') is not null as has_run
            """;

    private record State(boolean hasRecord, boolean hasRun) {}

    private AuditCommand() {}

    /// Gives the exit code: 0 in order, 3 broken, 1 could not be read.
    ///
    /// @param noted an end of the chain that was noted elsewhere, null where none was
    static int verify(Path folder, AuditChain.@Nullable Noted noted) {
        String external = System.getenv("SHUGUAN_DATABASE_URL");
        if (external != null && !external.isBlank()) {
            try {
                DatabaseAddress address = DatabaseAddress.parse(external).reached();
                return report(address, address.toString(), noted);
            } catch (IllegalArgumentException wrong) {
                return unread("SHUGUAN_DATABASE_URL cannot be used: " + wrong.getMessage());
            }
        }
        Optional<Home> home = Home.existing(folder).filter(found -> EmbeddedDatabase.isIn(found, "database"));
        return home.isPresent()
                ? verify(home.get(), noted)
                : unread("there is no database in " + folder.toAbsolutePath().normalize()
                        + ": no server has started there; name its home by --home or SHUGUAN_HOME");
    }

    private static int verify(Home home, AuditChain.@Nullable Noted noted) {
        String place = home.folder().toString();
        if (home.lock() == null) {
            return EmbeddedDatabase.running(home, "database", Shuguan.DATABASE)
                    .map(address -> report(address, place, noted))
                    .orElseGet(() -> unread("the server of " + place + " is starting or stopping; try again"));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            return database.existingDatabase(Shuguan.DATABASE)
                    .map(address -> report(address, place, noted))
                    .orElseGet(() -> noRecord(place, false, noted));
        }
    }

    private static int report(DatabaseAddress address, String place, AuditChain.@Nullable Noted noted) {
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        var whole = new TransactionTemplate(new DataSourceTransactionManager(source));
        whole.setReadOnly(true);
        whole.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        State state = JdbcClient.create(source).sql(STATE).query(State.class).single();
        if (!state.hasRecord()) {
            return noRecord(place, state.hasRun(), noted);
        }
        AuditChain.Verdict verdict;
        try {
            verdict = Objects.requireNonNull(whole.execute(status -> new AuditChain(source).verify(noted)));
        } catch (BadSqlGrammarException refused) {
            SQLException reason = Objects.requireNonNull(refused.getSQLException());
            if (NO_PRIVILEGE.equals(reason.getSQLState())) {
                return unread("the audit record in " + place + " cannot be read: " + reason.getMessage());
            }
            return broken("its tables are not as they were made: " + reason.getMessage());
        }
        if (verdict.broken().isEmpty()) {
            System.out.printf("audit: %d entries in order, head %s%n", verdict.entries(), verdict.head());
            return 0;
        }
        var broken = verdict.broken().get();
        System.out.printf(
                "audit: BROKEN at entry %d (%s); %d entries before it are in order%n",
                broken.sequence(), broken.kind().name().toLowerCase(Locale.ROOT), verdict.entries());
        return BROKEN;
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
