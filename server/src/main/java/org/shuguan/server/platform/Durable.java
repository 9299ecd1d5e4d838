package org.shuguan.server.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Waits until what was written is on the disk, so that it outlives a loss of power.
public final class Durable {
    private Durable() {}

    /// Forces a file, or the names in a folder, to the disk.
    public static void force(Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
