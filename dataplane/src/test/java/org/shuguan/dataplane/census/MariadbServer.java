package org.shuguan.dataplane.census;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The MariaDB installed on this machine, running on its own data directory.
public final class MariadbServer implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");

    private final Process process;
    private final int port;

    private MariadbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isThere() {
        return Files.isExecutable(SERVER);
    }

    /// @param options additional server options
    public static MariadbServer start(String... options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("shuguan-mariadb");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run(
                "mariadb-install-db",
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder,
                "--auth-root-authentication-method=normal");
        List<String> command = new ArrayList<>(List.of(
                SERVER.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--character-set-server=utf8mb4",
                "--port=" + port));
        command.addAll(List.of(options));
        return new MariadbServer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start(),
                port);
    }

    public int port() {
        return port;
    }

    /// Connects as administrator; waits until the server answers.
    public Connection connected() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "");
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw notYet;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed");
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
