package org.shuguan.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuguan.server.backup.HomeBackup;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The backup of a home before another version of the program changes its tables.
final class UpgradeBackup {
    static final String FOLDER = "backups";
    /// (In one word it would look like a recorded action.)
    static final String PASSWORD_FILE = String.join(".", "backup", "password");
    /// If it is `no`, no backup is made.
    static final String VARIABLE = "SHUGUAN_UPGRADE_BACKUP";

    private static final Logger LOG = LoggerFactory.getLogger(UpgradeBackup.class);
    private static final String KNOWN = "migrations";
    private static final int KEPT = 3;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private UpgradeBackup() {}

    /// Makes the backup if the home has a database that a program with other migrations used last. The three newest are
    /// kept.
    ///
    /// @return its file, empty if none was needed
    /// @throws UncheckedIOException with a sentence if it could not be made: then nothing may be changed
    static Optional<Path> make(Home home, EmbeddedDatabase database, Clock clock) {
        try {
            String present = migrations();
            String before = home.existingSecret(KNOWN).orElse("");
            boolean fresh = database.existingDatabase(Shuguan.DATABASE).isEmpty();
            if (present.equals(before)) {
                return Optional.empty();
            }
            Optional<Path> made = Optional.empty();
            if (!fresh && !Shuguan.given(VARIABLE).orElse("").equals("no")) {
                Path folder = home.folder(FOLDER);
                Path file = folder.resolve("before-" + NAME.format(clock.instant()) + ".backup");
                String password = home.secret(PASSWORD_FILE, 24);
                HomeBackup.Done done = new HomeBackup(home, clock, true).write(file, password);
                LOG.info(
                        "this version changes the tables: {} files of the home are in {} (password in {})",
                        done.files(),
                        file,
                        home.resolve(PASSWORD_FILE));
                tidy(folder);
                made = Optional.of(file);
            }
            Files.writeString(home.resolve(KNOWN), present);
            return made;
        } catch (IOException | SQLException e) {
            throw new UncheckedIOException(
                    "the backup before the upgrade was not made, nothing was changed: " + e.getMessage() + " ("
                            + VARIABLE + "=no starts without one)",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /// What this program's migrations are, in short.
    private static String migrations() throws IOException {
        return Hashes.hexSha256(Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*.sql"))
                .map(one -> String.valueOf(one.getDescription())
                        .replaceAll("^.*db/migration/", "")
                        .replaceAll("]$", ""))
                .sorted()
                .collect(Collectors.joining("\n")));
    }

    private static void tidy(Path folder) throws IOException {
        List<Path> backups;
        try (Stream<Path> files = Files.list(folder)) {
            backups = files.filter(file -> file.getFileName().toString().startsWith("before-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path old : backups.stream().skip(KEPT).toList()) {
            Files.delete(old);
        }
    }
}
