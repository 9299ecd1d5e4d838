package org.shuguan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Runs the fuzzer for a third of a minute of its own clock; `./shuguan test --deep` runs it longer.
class FileFuzzTest {
    private static final long SECONDS = 20;

    @Test
    void noFileMakesTheReadersThrowWhatNobodyExpects() throws Exception {
        Path log = Files.createDirectories(Path.of("target")).resolve("fuzz.log");
        assertThat(FuzzRun.run(SECONDS, log)).as("see " + log.toAbsolutePath()).isZero();
    }
}
