package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.FreeSpace;
import org.shuguan.server.platform.Refusal;
import org.springframework.util.unit.DataSize;

/// A disk that is as good as full: what must stay free is more, or hardly less, than there is.
class UploadsTest {
    @TempDir
    Path home;

    private final UUID source = UUID.randomUUID();

    @Test
    void onAFullDiskAnUploadIsRefusedAndLeavesNothing() throws Exception {
        Uploads uploads = new Uploads(home, new FreeSpace(DataSize.ofTerabytes(8_000_000)));
        assertThatThrownBy(() -> uploads.add(
                        source, "a.csv", new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(Refusal.class, refused -> {
                    assertThat(refused.code()).isEqualTo("platform/disk-full");
                    assertThat(refused.fault()).isEqualTo(Refusal.Fault.US);
                });
        try (Stream<Path> left = Files.list(uploads.folder(source))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUploadThatWouldFillTheDiskIsRefusedWhileItComes() throws Exception {
        long free = Files.getFileStore(home).getUsableSpace();
        Uploads uploads = new Uploads(home, new FreeSpace(DataSize.ofBytes(free - (512L << 20))));
        assertThatThrownBy(() -> uploads.add(source, "a.csv", new Endless())).isInstanceOf(Refusal.class);
        try (Stream<Path> left = Files.list(uploads.folder(source))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void elseItIsTakenIn() {
        Uploads uploads = new Uploads(home, new FreeSpace(DataSize.ofBytes(1)));
        assertThat(uploads.add(source, "a.csv", new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Uploads.Upload("a.csv", 4));
    }

    private static final class Endless extends java.io.InputStream {
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
