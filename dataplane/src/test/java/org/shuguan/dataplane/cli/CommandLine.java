package org.shuguan.dataplane.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the command as a shell does: in its own process, without a terminal.
public final class CommandLine {
    private static final int PATIENCE_SECONDS = 120;

    private CommandLine() {}

    /// Output and exit code of the process.
    public record Outcome(int exit, String output, String errors) {}

    /// @param secret password of a database, set in the environment
    public static Outcome census(String secret, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.shuguan.dataplane.cli.CensusMain",
                "census"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("shuguan-out", ".txt");
        Path errors = Files.createTempFile("shuguan-err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("SHUGUAN_SOURCE_SECRET", secret);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the census did not end: " + Files.readString(errors));
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }
}
