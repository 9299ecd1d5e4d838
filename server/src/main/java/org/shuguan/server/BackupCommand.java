package org.shuguan.server;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.shuguan.server.backup.BackupRefused;
import org.shuguan.server.backup.HomeBackup;
import org.shuguan.server.backup.HomeRestore;
import org.shuguan.server.platform.Home;

/// `shuguan backup FILE` and `shuguan restore FILE`: a home in one encrypted file, beside a running server or without
/// one, and back. The password is in `SHUGUAN_BACKUP_PASSWORD`, or is asked for.
final class BackupCommand {
    static final String PASSWORD = "SHUGUAN_BACKUP_PASSWORD";
    private static final int SHORTEST = 12;

    private BackupCommand() {}

    /// Gives the exit code: 0 done, 1 not.
    static int backup(Path folder, Path file) {
        if (Shuguan.given("SHUGUAN_DATABASE_URL").isPresent()) {
            return refused(
                    "SHUGUAN_DATABASE_URL names a database of your own: back it up by its own tools, and the home"
                            + " after it");
        }
        Optional<Home> home = Home.existing(folder);
        if (home.isEmpty()) {
            return refused("there is no home in " + folder.toAbsolutePath().normalize() + "; name it by --home");
        }
        Optional<String> password = password(true);
        if (password.isEmpty()) {
            return refused("a backup needs a password of at least " + SHORTEST + " characters in " + PASSWORD
                    + "; keep it elsewhere: without it the backup cannot be opened");
        }
        try {
            HomeBackup.Done done = new HomeBackup(home.get(), Clock.systemUTC(), false).write(file, password.get());
            System.out.printf(
                    "backup: %d files, %d MB, in %s: %s (%d MB)%n",
                    done.files(),
                    done.bytes() >> 20,
                    seconds(done.took()),
                    file.toAbsolutePath().normalize(),
                    Files.size(file) >> 20);
            if (done.elsewhere() != null) {
                System.out.printf(
                        "backup: the collected data are NOT in it, they lie in %s: back up the bucket by its own tools, after"
                                + " this%n",
                        done.elsewhere());
            }
            return 0;
        } catch (BackupRefused refused) {
            return refused(String.valueOf(refused.getMessage()));
        } catch (IOException | SQLException e) {
            return refused("the backup was not made: " + e.getMessage());
        }
    }

    /// Gives the exit code of the verification of the record, 1 if nothing was restored.
    static int restore(Path folder, Path file) {
        Optional<String> password = password(false);
        if (password.isEmpty()) {
            return refused("the password of the backup is missing: set " + PASSWORD);
        }
        Instant began = Instant.now();
        try {
            HomeRestore.Done done = HomeRestore.read(file, folder, password.get());
            System.out.printf(
                    "restore: %d files as of %s, in %s: %s%n",
                    done.files(),
                    done.madeAt(),
                    seconds(Duration.between(began, Instant.now())),
                    folder.toAbsolutePath().normalize());
            if (done.elsewhere() != null) {
                System.out.printf(
                        "restore: the collected data lie in %s: the next start needs the same shuguan.lake.s3.* settings,"
                                + " asks whether it may take over the bucket, and tells which files are missing there%n",
                        done.elsewhere());
            }
        } catch (BackupRefused refused) {
            return refused(String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            return refused("nothing was restored: " + e.getMessage());
        }
        // Starts the database, which completes its copy, and proves the record.
        int proved = AuditCommand.verify(folder, null);
        System.out.printf(
                "restore: %s after %s%n",
                proved == 0 ? "complete, the record is in order" : "the record was NOT proved, see above",
                seconds(Duration.between(began, Instant.now())));
        return proved;
    }

    @SuppressWarnings("SystemConsoleNull") // null without a terminal, again from JDK 25 on
    private static Optional<String> password(boolean fresh) {
        Optional<String> given = Shuguan.given(PASSWORD);
        Console console = System.console();
        if (given.isEmpty() && console != null && console.isTerminal()) {
            char[] typed = console.readPassword("password of the backup: ");
            given = typed == null ? Optional.empty() : Optional.of(new String(typed));
        }
        return given.filter(password -> !fresh || password.length() >= SHORTEST);
    }

    private static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }

    private static int refused(String why) {
        System.err.println("shuguan: " + why);
        return 1;
    }
}
