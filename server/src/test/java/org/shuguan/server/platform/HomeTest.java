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
