package org.shuguan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Runs the fuzzer for a minute of its own clock; `./shuguan bench fuzz` runs it for an hour.
class FileFuzzTest {
    private static final long SECONDS = 60;

    @Test
    void noFileMakesTheReadersThrowWhatNobodyExpects() throws Exception {
        Path log = Files.createDirectories(Path.of("target")).resolve("fuzz.log");
        assertThat(FuzzRun.run(SECONDS, log)).as("see " + log.toAbsolutePath()).isZero();
    }
}
