package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// A disk that is as good as full: what must stay free is more, or hardly less, than there is. A refused file
/// leaves nothing.
class IncomingFilesTest {
    private static final long LARGE = Long.MAX_VALUE;

    @TempDir
    Path home;

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(home.resolve("scratch/incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onAFullDiskAFileIsRefused() {
        IncomingFiles files = new IncomingFiles(home, DataSize.ofTerabytes(8_000_000));
        assertThatThrownBy(() -> files.receive(small(), LARGE)).isInstanceOfSatisfying(Refusal.class, refused -> {
            assertThat(refused.code()).isEqualTo("platform/disk-full");
            assertThat(refused.fault()).isEqualTo(Refusal.Fault.US);
        });
    }

    @Test
    void aFileThatWouldFillTheDiskIsRefusedWhileItComes() throws Exception {
        long free = Files.getFileStore(home).getUsableSpace();
        IncomingFiles files = new IncomingFiles(home, DataSize.ofBytes(free - (512L << 20)));
        assertThatThrownBy(() -> files.receive(new Endless(), LARGE)).hasMessageContaining("disk-full");
    }

    @Test
    void aFileBeyondTheQuotaIsRefusedWhileItComes() {
        IncomingFiles files = new IncomingFiles(home, DataSize.ofBytes(1));
        assertThatThrownBy(() -> files.receive(new Endless(), 3L << 20)).hasMessageContaining("file-too-large");
    }

    @Test
    void anyOtherComesInWholeAndGoesWhereItIsMoved() throws Exception {
        Path place = home.resolve("a.csv");
        try (IncomingFile file = new IncomingFiles(home, DataSize.ofBytes(1)).receive(small(), 4)) {
            assertThat(file.bytes()).isEqualTo(4);
            file.moveTo(place);
        }
        assertThat(place).hasContent("a\n1\n");
    }

    private static InputStream small() {
        return new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'a';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return length;
        }
    }
}
