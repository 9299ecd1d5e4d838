package org.shuguan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Debian's PostgreSQL 15, in a cluster of its own. It refuses to run as root, so there it runs as `postgres`.
final class DebianPostgres implements AutoCloseable {
    static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private final Path folder;
    private final int port;

    DebianPostgres() {
        try {
            folder = Files.createTempDirectory("shuguan-pg15");
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            if (isRoot()) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            Path data = folder.resolve("data");
            tool("initdb", "-D", data.toString(), "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres");
            String options =
                    "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=" + folder;
            tool(
                    "pg_ctl",
                    "-D",
                    data.toString(),
                    "-o",
                    options,
                    "-l",
                    folder.resolve("log").toString(),
                    "-w",
                    "start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes a database with an owner of the same name and gives its address in the form of
    /// `SHUGUAN_DATABASE_URL`.
    String database(String name) {
        psql("postgres", "create role " + name + " login password '" + name + "'");
        psql("postgres", "create database " + name + " owner " + name);
        return "postgresql://" + name + ":" + name + "@127.0.0.1:" + port + "/" + name;
    }

    /// The answer, without headings.
    String psql(String database, String sql) {
        return tool(
                "psql",
                "-At",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "postgres",
                "-d",
                database,
                "-c",
                sql);
    }

    @Override
    public void close() {
        tool("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "-w", "stop");
    }

    private static String tool(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(BIN.resolve(name).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String run(List<String> command) {
        try {
            // pg_ctl leaves a server behind that would hold a pipe open: the answer goes to a file.
            Path answer = Files.createTempFile("shuguan-tool", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(answer));
            }
            try (Stream<String> lines = Files.lines(answer)) {
                return String.join("\n", lines.toList());
            } finally {
                Files.delete(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
