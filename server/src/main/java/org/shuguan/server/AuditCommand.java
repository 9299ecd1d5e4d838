package org.shuguan.server;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// `shuguan audit verify [--since NUMBER:HASH]`: proves the record beside a running server, or starts the database for
/// the while.
final class AuditCommand {
    private AuditCommand() {}

    /// Gives the exit code: 0 in order, 3 broken, 1 could not be read.
    ///
    /// @param noted an end of the chain that was noted elsewhere, null where none was
    static int verify(Path folder, AuditChain.@Nullable Noted noted) {
        String external = System.getenv("SHUGUAN_DATABASE_URL");
        if (external != null && !external.isBlank()) {
            try {
                return report(DatabaseAddress.parse(external).checked(), noted);
            } catch (IllegalArgumentException wrong) {
                System.err.println("shuguan: SHUGUAN_DATABASE_URL cannot be used: " + wrong.getMessage());
                return 1;
            }
        }
        Home home = Home.at(folder);
        if (home.lock() != null) {
            try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
                return report(database.database("shuguan"), noted);
            }
        }
        return EmbeddedDatabase.running(home, "database", "shuguan")
                .map(address -> report(address, noted))
                .orElseGet(() -> {
                    System.err.println(
                            "shuguan: the server of " + home.folder() + " is starting or stopping; try again");
                    return 1;
                });
    }

    private static int report(DatabaseAddress address, AuditChain.@Nullable Noted noted) {
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        var whole = new TransactionTemplate(new DataSourceTransactionManager(source));
        whole.setReadOnly(true);
        whole.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        AuditChain.Verdict verdict;
        try {
            verdict = Objects.requireNonNull(whole.execute(status -> new AuditChain(source).verify(noted)));
        } catch (BadSqlGrammarException gone) {
            System.out.println("audit: BROKEN: there is no record in this database");
            return 3;
        }
        if (verdict.broken().isEmpty()) {
            System.out.printf("audit: %d entries in order, head %s%n", verdict.entries(), verdict.head());
            return 0;
        }
        var broken = verdict.broken().get();
        System.out.printf(
                "audit: BROKEN at entry %d (%s); %d entries before it are in order%n",
                broken.sequence(), broken.kind().name().toLowerCase(java.util.Locale.ROOT), verdict.entries());
        return 3;
    }
}
