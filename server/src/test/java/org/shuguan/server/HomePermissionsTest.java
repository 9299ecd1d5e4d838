package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server as a shell starts it that lets everybody read and write new files.
class HomePermissionsTest {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    @TempDir
    Path folder;

    @Test
    void nobodyElseReadsAFileOfTheHome() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path left = Files.createDirectories(home.resolve("uploads/0b1c")).resolve("rows.csv");
        Files.writeString(left, "441202190001010013");
        for (Path older : List.of(home, left.getParent(), left)) {
            Files.setPosixFilePermissions(older, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "umask 000; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPathOfTheProduct(),
                Shuguan.class.getName(),
                "serve",
                "--port",
                "0",
                "--home",
                home.toString());
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SHUGUAN_"));
        Process server = builder.start();
        List<String> open = new ArrayList<>();
        int files = 0;
        try {
            List<String> output = new ArrayList<>();
            try (var lines = server.inputReader()) {
                String line = lines.readLine();
                while (line != null && !line.contains("is ready")) {
                    output.add(line);
                    line = lines.readLine();
                }
                assertThat(line).as(String.join("\n", output)).isNotNull();
                try (Stream<Path> all = Files.walk(home)) {
                    for (Path file : all.toList()) {
                        files++;
                        // The database deletes files of its own meanwhile.
                        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                                && !Files.isSymbolicLink(file)
                                && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                            open.add(home.relativize(file) + " "
                                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                        }
                    }
                }
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
        assertThat(open).isEmpty();
        assertThat(files).isGreaterThan(100);
        assertThat(left).hasContent("441202190001010013");
    }

    /// Without the classes of tests, which would give the server another database and home.
    private static String classPathOfTheProduct() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String test = Path.of(URI.create(HomePermissionsTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).toAbsolutePath().toString().equals(test))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
