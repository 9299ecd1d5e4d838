package org.shuguan.dataplane.census;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.shuguan.dataplane.source.DescribedKind;
import org.shuguan.dataplane.source.Drivers;

/// A drivers' folder as an operator sets it up.
final class DriverFolder {
    private final Path folder;

    DriverFolder() throws IOException {
        folder = Files.createTempDirectory("shuguan-drivers");
    }

    /// Copies the jar of a class on the test's classpath.
    DriverFolder with(String driver) throws IOException, ReflectiveOperationException, URISyntaxException {
        Path jar = Path.of(Class.forName(driver)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(jar, folder.resolve(jar.getFileName()));
        return this;
    }

    DriverFolder describedBy(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve(file), yaml);
        return this;
    }

    Path path() {
        return folder;
    }

    DescribedKind kind(String name) {
        Drivers drivers = Drivers.in(folder);
        return drivers.kind(name).orElseThrow(() -> new AssertionError(drivers.found()));
    }
}
