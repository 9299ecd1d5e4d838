package org.shuguan.dataplane.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The machines that a front-end host reads, if its operator has listed them in the home's file `allowed`: a host or
/// `host:port` in each line.
///
/// @param lines null if there is no such file, and every machine is read
record AllowedMachines(@Nullable List<String> lines) {
    static AllowedMachines in(Path file) {
        try {
            return new AllowedMachines(
                    Files.exists(file)
                            ? Files.readAllLines(file).stream()
                                    .map(line ->
                                            line.replaceFirst("#.*", "").strip().toLowerCase(Locale.ROOT))
                                    .filter(line -> !line.isEmpty())
                                    .toList()
                            : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean permits(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return lines == null || lines.contains(name) || lines.contains(name + ":" + port);
    }

    /// The addresses of a host of an HTTP interface.
    InetAddress[] addresses(String host) throws UnknownHostException {
        if (lines != null
                && lines.stream()
                        .noneMatch(line -> line.replaceFirst(":\\d+$", "").equals(host.toLowerCase(Locale.ROOT)))) {
            throw new UnknownHostException(host + " is not in the file allowed");
        }
        return InetAddress.getAllByName(host);
    }
}
