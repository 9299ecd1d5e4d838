package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// `backup` and `restore` as a shell runs them.
class BackupCommandTest {
    private static final Map<String, String> PASSWORD = Map.of(BackupCommand.PASSWORD, "four-words-and-7-more");

    @TempDir
    Path folder;

    @Test
    void aHomeGoesIntoAFileAndBack() {
        Path home = folder.resolve("home");
        Path file = folder.resolve("city.backup");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Home.at(home), "database")) {
            database.roles(Shuguan.DATABASE);
            var made = CommandLine.run(PASSWORD, "backup", file.toString(), "--home", home.toString());
            assertThat(made.output()).contains("backup: ", file.toString());
            assertThat(made.exit()).isZero();
        }
        Path back = folder.resolve("back");
        var restored = CommandLine.run(PASSWORD, "restore", file.toString(), "--home", back.toString());
        // No server has run on this database, so there is no record to prove.
        assertThat(restored.output()).contains("restore: ", "there is no audit record in " + back, "NOT proved");
        assertThat(back.resolve("database/PG_VERSION")).exists();
    }

    @Test
    void collectedDataInABucketAreSaidToBeElsewhere() throws Exception {
        Path home = folder.resolve("bucket");
        Path file = folder.resolve("bucket.backup");
        String place = "s3://city/shuguan at https://store.example";
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Home.at(home), "database")) {
            database.roles(Shuguan.DATABASE);
            Files.writeString(home.resolve(Home.LAKE_PLACE), place + "\n");
            Files.createDirectories(home.resolve("lake-work/cache"));
            Files.writeString(home.resolve("lake-work/cache/copy"), "of a file of the bucket");
            assertThat(CommandLine.run(PASSWORD, "backup", file.toString(), "--home", home.toString())
                            .output())
                    .contains("NOT in it", place);
        }
        Path back = folder.resolve("bucket-back");
        assertThat(CommandLine.run(PASSWORD, "restore", file.toString(), "--home", back.toString())
                        .output())
                .contains("the collected data lie in " + place);
        assertThat(back.resolve(Home.LAKE_RESTORED)).exists();
        assertThat(back.resolve("lake-work")).doesNotExist();
    }

    @Test
    void whatIsMissingIsSaid() {
        String home = folder.resolve("none").toString();
        String file = folder.resolve("file").toString();
        assertThat(CommandLine.run(PASSWORD, "backup", file, "--home", home).output())
                .contains("there is no home in " + home);
        Home.at(folder.resolve("empty"));
        assertThat(CommandLine.run(
                                Map.of(),
                                "backup",
                                file,
                                "--home",
                                folder.resolve("empty").toString())
                        .output())
                .contains("needs a password", BackupCommand.PASSWORD);
        assertThat(CommandLine.run(
                                Map.of(BackupCommand.PASSWORD, "short"),
                                "backup",
                                file,
                                "--home",
                                folder.resolve("empty").toString())
                        .output())
                .contains("at least 12");
        assertThat(CommandLine.run(PASSWORD, "restore", file, "--home", home).output())
                .contains("nothing was restored");
        assertThat(CommandLine.run(PASSWORD, "backup", "--home", home).output()).contains("takes the name of one file");
        assertThat(CommandLine.run(
                                Map.of("SHUGUAN_DATABASE_URL", "postgresql://u:p@localhost/d"),
                                "backup",
                                file,
                                "--home",
                                home)
                        .output())
                .contains("its own tools");
    }
}
