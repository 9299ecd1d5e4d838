package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;

/// A real Trino server as a child of this process, on loopback; it ends with it. The folder of the unpacked server
/// is in the property `trino.home`, which `./shuguan test --engines` sets; `trino.regex` may name the other library
/// for regular expressions, `JONI`. The tests share one server; each city has a catalog of its own there.
public final class TrinoServer {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final AtomicInteger CATALOGS = new AtomicInteger();
    private static @Nullable TrinoServer shared;

    private final Process process;
    private final int port;
    private final Path folder;

    private TrinoServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    static synchronized TrinoServer shared() throws Exception {
        TrinoServer running = shared;
        if (running == null) {
            running = start(Path.of(System.getProperty("trino.home", "")));
            shared = running;
        }
        return running;
    }

    /// Unpacks the archive with the system's tar, which knows hard links, and leaves out the plugins that are not
    /// needed.
    private static void unpack(Path archive, Path home) throws IOException, InterruptedException {
        Path beside = Files.createDirectories(home.resolveSibling("unpacking"));
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", beside.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not unpack " + archive);
        }
        Path unpacked = beside.resolve(home.getFileName());
        try (Stream<Path> plugins = Files.list(unpacked.resolve("plugin"))) {
            for (Path plugin : plugins.toList()) {
                if (!plugin.endsWith("iceberg")) {
                    try (Stream<Path> files = Files.walk(plugin)) {
                        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                            Files.delete(file);
                        }
                    }
                }
            }
        }
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static TrinoServer start(Path home) throws IOException, InterruptedException {
        String archive = System.getProperty("trino.archive", "");
        if (!Files.exists(home) && !archive.isEmpty()) {
            unpack(Path.of(archive), home);
        }
        if (!Files.isDirectory(home.resolve("plugin/iceberg"))) {
            throw new IllegalStateException("trino.home is not the folder of a Trino server: " + home);
        }
        Path folder = Files.createTempDirectory("shuguan-trino");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("config.properties");
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(config, """
                coordinator=true
                node-scheduler.include-coordinator=true
                http-server.http.port=%d
                node.internal-address=127.0.0.1
                discovery.uri=http://127.0.0.1:%d
                catalog.management=dynamic
                catalog.store=memory
                query.max-memory=1GB
                query.max-memory-per-node=1GB
                memory.heap-headroom-per-node=400MB
                regex-library=%s
                """.formatted(port, port, System.getProperty("trino.regex", "RE2J")));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Duser.timezone=UTC",
                        "--add-modules=jdk.incubator.vector",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-Dnode.environment=test",
                        "-Dnode.id=test",
                        "-Dnode.data-dir=" + folder,
                        "-Dnode.bind-ip=127.0.0.1",
                        "-Dplugin.dir=" + home.resolve("plugin"),
                        "-Dconfig=" + config,
                        "-cp",
                        home.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        TrinoServer server = new TrinoServer(process, port, folder);
        server.awaitReady();
        return server;
    }

    private String url() {
        return "jdbc:trino://127.0.0.1:" + port;
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(url() + "?user=test");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from system.runtime.nodes")) {
                if (rows.next() && rows.getLong(1) > 0) {
                    return;
                }
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    process.destroyForcibly();
                    throw new IOException("Trino did not start; its log: " + folder.resolve("server.log"), notYet);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /// Makes a lake's catalog known to the server.
    TrinoAddress catalog(LakeAddress lake) throws SQLException {
        String name = "lake" + CATALOGS.incrementAndGet();
        String properties = """
                "iceberg.catalog.type" = 'jdbc',
                "iceberg.jdbc-catalog.catalog-name" = %s,
                "iceberg.jdbc-catalog.driver-class" = 'org.postgresql.Driver',
                "iceberg.jdbc-catalog.connection-url" = %s,
                "iceberg.jdbc-catalog.connection-user" = %s,
                "iceberg.jdbc-catalog.connection-password" = %s,
                "iceberg.jdbc-catalog.schema-version" = 'V1',
                "iceberg.jdbc-catalog.default-warehouse-dir" = 'local:///',
                "fs.native-local.enabled" = 'true',
                "local.location" = '/'
                """.formatted(
                        Quote.text(Lake.NAME),
                        Quote.text(lake.urlWithSchema()),
                        Quote.text(lake.user()),
                        Quote.text(lake.password()));
        try (Connection connection = DriverManager.getConnection(url() + "?user=test");
                Statement statement = connection.createStatement()) {
            statement.execute("create catalog " + name + " using iceberg with (" + properties + ")");
        }
        return new TrinoAddress(URI.create("http://127.0.0.1:" + port), "test", null, name);
    }
}
