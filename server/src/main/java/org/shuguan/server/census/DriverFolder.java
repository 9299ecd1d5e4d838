package org.shuguan.server.census;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Drivers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The home's folder `drivers`. Its content is used without a restart. Nothing can be uploaded into it, because a
/// driver is executable code.
@Component
class DriverFolder {
    private final Path folder;
    private @Nullable Drivers drivers;
    private List<String> seen = List.of();

    DriverFolder(@Value("${shuguan.home}") Path home) {
        this.folder = home.resolve("drivers");
    }

    Path folder() {
        return folder;
    }

    /// The present content; read again only if a file has changed.
    synchronized Drivers now() {
        List<String> present = present();
        if (drivers == null || !present.equals(seen)) {
            drivers = Drivers.in(folder);
            seen = present;
        }
        return drivers;
    }

    private List<String> present() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName() + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
