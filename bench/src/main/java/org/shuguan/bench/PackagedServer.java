package org.shuguan.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// The packaged server as a user runs it: in its own process, with a new home, the demo city and its embedded
/// database.
final class PackagedServer implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

    private final Path home;
    private final String address;
    private final Process process;

    /// @param memory maximum heap size, as for `-Xmx`
    PackagedServer(String memory) throws IOException {
        this(memory, Map.of());
    }

    /// @param memory maximum heap size, as for `-Xmx`
    /// @param settings environment variables
    PackagedServer(String memory, Map<String, String> settings) throws IOException {
        home = Files.createTempDirectory("shuguan-bench-home");
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The options that the launcher uses for the server.
        command.addAll(List.of(System.getProperty("shuguan.server.options").split(" ")));
        command.addAll(List.of(
                "-Xmx" + memory,
                "-Xlog:gc:file=" + home.resolve("gc.log"),
                "-jar",
                System.getProperty("shuguan.server"),
                "serve",
                "--demo",
                "--port",
                Integer.toString(port),
                "--home",
                home.toString()));
        ProcessBuilder server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        server.environment().putAll(settings);
        process = server.start();
    }

    /// A port on which nothing listens now.
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    String address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /// Waits until the server answers and the censuses of the demo are finished, at most five minutes.
    void awaitReady() throws Exception {
        long end = System.nanoTime() + PATIENCE;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(URI.create(address + "/api/public/roster"))
                    .build();
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    var answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() == 200 && quiet()) {
                        return;
                    }
                } catch (IOException notYet) {
                    // The port is not open yet.
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
        throw new IllegalStateException("the server did not start: " + Files.readString(home.resolve("log")));
    }

    private boolean quiet() throws Exception {
        try (Connection connection = database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select exists (select from census.run)"
                        + " and not exists (select from job.job where state in ('queued', 'running'))")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /// A connection to the server's own database, to insert large amounts of data.
    Connection database() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(home.resolve("database.port")).strip() + "/shuguan",
                "shuguan_owner",
                Files.readString(home.resolve("database.owner.password")).strip());
    }

    /// The address of one of the demo's department databases, for its administrator.
    DatabaseAddress department(String name) {
        return Home.existing(home)
                .flatMap(found -> EmbeddedDatabase.running(found, "departments", name))
                .orElseThrow(() -> new IllegalStateException("the demo's databases do not run"));
    }

    /// Heap usage from the log of the garbage collector.
    ///
    /// @param highest maximum in use before a collection, in MB; depends on how late the collector runs
    /// @param left maximum in use after a collection, in MB: the memory that is needed
    record Heap(long highest, long left) {}

    Heap heap() throws IOException {
        long highest = 0;
        long left = 0;
        for (String line : Files.readAllLines(home.resolve("gc.log"))) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                highest = Math.max(highest, Long.parseLong(collection.group(1)));
                left = Math.max(left, Long.parseLong(collection.group(2)));
            }
        }
        return new Heap(highest, left);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
