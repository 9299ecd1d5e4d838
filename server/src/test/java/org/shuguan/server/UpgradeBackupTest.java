package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.backup.HomeRestore;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

class UpgradeBackupTest {
    @TempDir
    Path folder;

    @Test
    void aHomeOfAnotherVersionIsBackedUpOnceAndThreeBackupsAreKept() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        Instant now = Instant.parse("2026-03-02T01:00:00Z");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            assertThat(UpgradeBackup.make(home, database, at(now)))
                    .as("new home")
                    .isEmpty();
            database.roles(Shuguan.DATABASE);
            assertThat(UpgradeBackup.make(home, database, at(now)))
                    .as("same version")
                    .isEmpty();
            Path last = null;
            for (int i = 0; i < 4; i++) {
                Files.writeString(home.resolve("migrations"), "those of version " + i);
                Optional<Path> made = UpgradeBackup.make(home, database, at(now.plus(Duration.ofDays(i))));
                assertThat(made).isPresent();
                last = made.get();
                assertThat(UpgradeBackup.make(home, database, at(now))).isEmpty();
            }
            try (Stream<Path> kept = Files.list(home.resolve(UpgradeBackup.FOLDER))) {
                assertThat(kept).hasSize(3).contains(last);
            }
            HomeRestore.read(
                    last,
                    folder.resolve("back"),
                    home.existingSecret(UpgradeBackup.PASSWORD_FILE).orElseThrow());
        }
        assertThat(folder.resolve("back/database/PG_VERSION")).exists();
        assertThat(folder.resolve("back/backups")).doesNotExist();
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
