package org.shuguan.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// With real databases of PostgreSQL, one of which is written to while it is copied.
class HomeBackupTest {
    private static final String PASSWORD = "four-words-and-7-more";

    @TempDir
    Path folder;

    /// Each transaction writes a row into each of two tables and a file that both name.
    @Test
    void aHomeIsBroughtBackToOnePointWhileItIsWrittenTo() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        home.secret("secret.key", 32);
        Files.createDirectories(home.resolve("files/empty"));
        Path backup = folder.resolve("city.backup");
        int before;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table a (id int primary key, text text)");
                statement.execute("create table b (id int primary key, text text)");
                // Large enough that the copy takes a while.
                statement.execute("insert into a select -i, repeat(md5(i::text), 20) from generate_series(1, 60000) i");
            }
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(50);
            Thread writer = new Thread(() -> write(database, home, over, written, begun));
            writer.start();
            begun.await();
            before = written.get();
            HomeBackup.Done done = new HomeBackup(home, Clock.systemUTC(), true).write(backup, PASSWORD);
            over.set(true);
            writer.join();
            assertThat(done.files()).isGreaterThan(500);
            assertThat(written.get()).isGreaterThan(before);
        }
        // Not the home itself: a real one would be gone.
        Path back = folder.resolve("back");
        HomeRestore.read(backup, back, PASSWORD);
        Home restored = Home.at(back);
        assertThat(restored.existingSecret("secret.key")).isEqualTo(home.existingSecret("secret.key"));
        assertThat(back.resolve("files/empty")).isDirectory();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(restored, "database");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    select (select count(*) from a where id > 0), (select count(*) from b),
                           (select count(*) from a join b using (id) where a.text = b.text),
                           (select max(id) from b), (select count(*) from a where id < 0)
                    """)) {
                rows.next();
                int all = rows.getInt(1);
                assertThat(all).isGreaterThanOrEqualTo(before);
                assertThat(rows.getInt(2)).isEqualTo(all);
                assertThat(rows.getInt(3)).isEqualTo(all);
                assertThat(rows.getInt(4)).isEqualTo(all);
                assertThat(rows.getInt(5)).isEqualTo(60_000);
            }
            try (ResultSet rows = statement.executeQuery("select text from a where id > 0")) {
                while (rows.next()) {
                    assertThat(back.resolve("files").resolve(rows.getString(1))).hasContent(rows.getString(1));
                }
            }
        }
    }

    private static void write(
            EmbeddedDatabase database, Home home, AtomicBoolean over, AtomicInteger written, CountDownLatch begun) {
        try (Connection connection = database.connect();
                var a = connection.prepareStatement("insert into a values (?, ?)");
                var b = connection.prepareStatement("insert into b values (?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; !over.get(); i++) {
                String name = "file-" + i;
                Files.writeString(home.resolve("files").resolve(name), name);
                a.setInt(1, i);
                a.setString(2, name);
                a.executeUpdate();
                b.setInt(1, i);
                b.setString(2, name);
                b.executeUpdate();
                connection.commit();
                written.set(i);
                begun.countDown();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoppedHomeIsCopiedAsItIs() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table a as select generate_series(1, 1000) as id");
        }
        Path backup = folder.resolve("city.backup");
        new HomeBackup(home, Clock.systemUTC(), true).write(backup, PASSWORD);
        assertThat(Files.getPosixFilePermissions(backup)).hasSize(2);
        assertThatThrownBy(() -> new HomeBackup(home, Clock.systemUTC(), true).write(backup, PASSWORD))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("exists");
        assertThatThrownBy(() -> HomeRestore.read(backup, home.folder(), PASSWORD))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("not empty");
        Path back = folder.resolve("back");
        HomeRestore.read(backup, back, PASSWORD);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Home.at(back), "database");
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from a")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1000);
        }
    }

    @Test
    void aHomeWithALakeGoesBackToItsPath() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        EmbeddedDatabase.start(home, "database").close();
        Files.createDirectories(home.resolve("lake"));
        Path backup = folder.resolve("city.backup");
        new HomeBackup(home, Clock.systemUTC(), true).write(backup, PASSWORD);
        assertThatThrownBy(() -> HomeRestore.read(backup, folder.resolve("elsewhere"), PASSWORD))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("--home " + home.folder());
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        Files.move(home.folder(), folder.resolve("old"));
        HomeRestore.read(backup, home.folder(), PASSWORD);
        assertThat(home.resolve("lake")).isDirectory();
    }

    /// The server notes the end of its record every few seconds. A note of entries that the copy of the database does
    /// not have would accuse the restored record of having been cut off.
    @Test
    void noCheckpointIsNewerThanTheDatabase() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        Path notes = Files.writeString(home.resolve(CheckpointKeeper.FILE), "before");
        Path other = Files.writeString(home.resolve("other"), "before");
        Path backup = folder.resolve("city.backup");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            assertThat(database.port()).isPositive();
            new HomeBackup(home, Clock.systemUTC(), true).write(backup, PASSWORD, new HomeBackup.Watch() {
                @Override
                public void afterPoint() {
                    try {
                        Files.writeString(notes, "before and after");
                        Files.writeString(other, "before and after");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        Path back = folder.resolve("back");
        HomeRestore.read(backup, back, PASSWORD);
        assertThat(back.resolve(CheckpointKeeper.FILE)).hasContent("before");
        assertThat(back.resolve("other")).hasContent("before and after");
    }

    /// A server that starts has the home before its database runs: its files must not be copied as if nobody wrote
    /// them.
    @Test
    void aHomeThatAServerIsTakingIsNotCopied() throws Exception {
        Home home = Home.at(folder.resolve("home"));
        EmbeddedDatabase.start(home, "database").close();
        Path backup = folder.resolve("city.backup");
        assertThat(home.lock()).isNotNull();
        assertThatThrownBy(() -> new HomeBackup(home, Clock.systemUTC(), false).write(backup, PASSWORD))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("starting or stopping");
        assertThat(backup).doesNotExist();
    }

    @Test
    void whatIsNoHomeIsRefused() {
        Home home = Home.at(folder.resolve("home"));
        assertThatThrownBy(() -> new HomeBackup(home, Clock.systemUTC(), true).write(folder.resolve("b"), PASSWORD))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("no embedded database");
        assertThat(folder.resolve("b")).doesNotExist();
    }

    /// Any byte that is changed, any end that is cut off, and another password.
    @Test
    void aDamagedBackupLeavesNothing() throws Exception {
        byte[] content = new byte[200_000];
        new Random(7).nextBytes(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var encrypted = Encrypted.to(out, PASSWORD, Instant.EPOCH)) {
            encrypted.write(content);
        }
        byte[] whole = out.toByteArray();
        assertThat(read(whole, PASSWORD)).isEqualTo(content);
        assertThatThrownBy(() -> read(whole, PASSWORD + "x")).isInstanceOf(BackupRefused.class);
        // Each reading derives the key anew, which takes half a second.
        for (int at = 0; at < whole.length; at += whole.length / 8) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            assertThatThrownBy(() -> read(changed, PASSWORD)).as("byte " + at).isInstanceOf(Exception.class);
            byte[] cut = Arrays.copyOf(whole, at);
            assertThatThrownBy(() -> read(cut, PASSWORD)).as("cut at " + at).isInstanceOf(Exception.class);
        }
        Path file = Files.write(folder.resolve("damaged"), "no backup".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> HomeRestore.read(file, folder.resolve("back"), PASSWORD))
                .isInstanceOf(BackupRefused.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static byte[] read(byte[] bytes, String password) throws Exception {
        try (var opened = Encrypted.open(new ByteArrayInputStream(bytes), password)) {
            byte[] content = opened.content().readAllBytes();
            opened.verify();
            return content;
        }
    }
}
