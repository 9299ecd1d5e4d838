package org.shuguan.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs the fuzzer on the file readers, in its own process.
final class FuzzRun {
    private static final Path CORPUS = Path.of("corpus");

    private FuzzRun() {}

    /// @param seconds duration by the fuzzer's own clock
    /// @param output file for the fuzzer's log
    /// @return its exit code: 0 if it found nothing
    static int run(long seconds, Path output) throws IOException, InterruptedException, URISyntaxException {
        Path work = Files.createTempDirectory("shuguan-fuzz");
        Path seeds = Files.createDirectories(work.resolve("seeds"));
        seed(seeds);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=org.shuguan.bench.FileFuzzTarget",
                "--instrumentation_includes=org.shuguan.dataplane.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_total_time=" + seconds,
                "-rss_limit_mb=3000",
                "-timeout=20",
                "-max_len=4096",
                Files.createDirectories(work.resolve("found")).toString(),
                seeds.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        System.out.printf(
                "fuzz: %d s, exit code %d, %s; log %s, finds in %s%n", seconds, exit, last(output), output, work);
        return exit;
    }

    /// Copies the regression corpus: small texts that caused a defect once, or could.
    private static void seed(Path folder) throws IOException, URISyntaxException {
        URL corpus = FuzzRun.class.getResource(CORPUS.toString());
        if (corpus == null) {
            throw new IOException("the resource folder " + CORPUS + " is missing");
        }
        try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static String last(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("Done ") || line.startsWith("== Java Exception"))
                    .reduce((first, second) -> second)
                    .orElse("it did not finish");
        }
    }
}
