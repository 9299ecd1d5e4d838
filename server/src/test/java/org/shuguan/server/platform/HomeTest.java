package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void whatAKilledServerLeftOfRowsIsGoneAtTheNextStart() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("uploads")).resolve("kept.csv");
        Files.writeString(outside, "kept");
        Path left = Files.createDirectories(folder.resolve("scratch/files1"));
        Files.writeString(left.resolve("rows.csv"), "441202190001010013");
        Files.createSymbolicLink(left.resolve("link.csv"), outside);
        Files.createSymbolicLink(left.resolve("away"), outside.getParent());
        Path scratch = Home.at(folder).emptied("scratch");
        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files).isEmpty();
        }
        assertThat(Files.getPosixFilePermissions(scratch)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(outside).hasContent("kept");
    }

    /// Homes of older versions have files that the group can read. Programs stay programs.
    @Test
    void whatAnOlderVersionLeftReadableIsClosed() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("operators.txt"), "not ours");
        chmod(outside.resolve("operators.txt"), "rw-rw-r--");
        Path home = Files.createDirectories(folder.resolve("home"));
        Path uploads = Files.createDirectories(home.resolve("uploads/0b1c"));
        Files.writeString(uploads.resolve("rows.csv"), "441202190001010013");
        Files.writeString(home.resolve("postgres"), "");
        Files.createSymbolicLink(home.resolve("away"), outside);
        chmod(uploads, "rwxrwxr-x");
        chmod(uploads.resolve("rows.csv"), "rw-rw-r--");
        chmod(home.resolve("postgres"), "rwxr-xr-x");
        Home.at(home).closeToOthers();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(uploads)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(uploads.resolve("rows.csv"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside.resolve("operators.txt"))))
                .isEqualTo("rw-rw-r--");
        Path fresh = Files.createFile(home.resolve("fresh"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-------");
    }

    private static void chmod(Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept.csv"), "kept");
        Files.createSymbolicLink(folder.resolve("scratch"), elsewhere);
        Path scratch = Home.at(folder).emptied("scratch");
        assertThat(Files.isSymbolicLink(scratch)).isFalse();
        assertThat(elsewhere.resolve("kept.csv")).hasContent("kept");
    }

    @Test
    void aHomeIsTakenUntilTheProcessEndsWhateverTheGarbageCollectorDoes() {
        assertThat(Home.at(folder).lock()).isNotNull();
        var rubbish = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return rubbish.get() == null;
        });
        assertThat(Home.at(folder).lock()).isNull();
    }
}
