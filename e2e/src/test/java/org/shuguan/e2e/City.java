package org.shuguan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A city as a user runs it: the packaged server in a process of its own, with a home of its own. It is the demo
/// city, or an empty one.
final class City implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<City> OPEN = ConcurrentHashMap.newKeySet();

    private final Map<String, String> environment;
    private final String heap;
    private final boolean demo;
    private final Path home;
    private final int port;
    private Process process;

    City() {
        this(Map.of());
    }

    /// @param environment what the server is told besides, for example `SHUGUAN_DATABASE_URL`
    City(Map<String, String> environment) {
        this(environment, "1g");
    }

    /// @param heap the most memory for objects, as `-Xmx` takes it
    City(Map<String, String> environment, String heap) {
        this(environment, heap, true);
    }

    private City(Map<String, String> environment, String heap, boolean demo) {
        this.environment = environment;
        this.heap = heap;
        this.demo = demo;
        try {
            home = Files.createTempDirectory("shuguan-city");
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
        OPEN.add(this);
    }

    /// A city without the demo's data, as an installation begins: only the three administrators exist.
    static City empty() {
        return new City(Map.of(), "1g", false);
    }

    /// Says what every city is at: the end of its log and what its threads wait for. Asked for when a journey
    /// fails, perhaps on a machine where nobody can look.
    static void tell() {
        OPEN.forEach(city -> {
            System.err.println("city " + city.port + ": " + String.join("\n", city.tail()));
            System.err.println(city.threads());
        });
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /// What stands in a file of the home, for example the password of a department's database.
    String secret(String name) {
        try {
            return Files.readString(home.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /// Changes rows of a department's database, as its office does.
    void change(String database, String... statements) throws SQLException {
        boolean own = Files.exists(home.resolve("departments.superuser.password"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + secret("departments.port") + "/" + database,
                        own ? "shuguan_superuser" : "postgres",
                        secret(own ? "departments.superuser.password" : "departments.password"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// Everything that the server wrote to its output.
    String logged() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        start(Map.of());
    }

    /// Starts it with something more in its environment than it usually has, this once.
    void start(Map<String, String> more) {
        try {
            String[] command = demo
                    ? new String[] {"serve", "--demo", "--port", Integer.toString(port)}
                    : new String[] {"serve", "--port", Integer.toString(port)};
            ProcessBuilder server = java(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            server.environment().putAll(more);
            process = server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    /// What a command beside the running server says.
    String says(String... command) {
        try {
            Process beside = java(command).start();
            String said = new String(beside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said + "exit code " + beside.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder java(String... command) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                // Journeys are too short for the second compiler to pay.
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "-jar",
                archive().toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--home", home.toString()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    /// As a power cut: nothing gets a chance to tidy up.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// As an operator stops it, to start it again.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /// Its home goes with it: it holds a database program and the databases of the whole demo.
    @Override
    public void close() {
        OPEN.remove(this);
        stop();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A database that was orphaned may still write: a folder that stays says nothing about the product.
            System.err.println("left behind: " + home + ": " + e);
        }
    }

    private Path log() throws IOException {
        return Files.createDirectories(Path.of("target")).resolve("city-" + port + ".log");
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The demo's data come at the end of its start; an empty city prints its links at the end.
    private void awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(URI.create(address() + "/api/public/roster"))
                    .build();
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    var answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
                    boolean loaded = demo ? answer.body().contains("林飞鸣") : logged().contains(" is ready: ");
                    if (answer.statusCode() == 200 && loaded) {
                        return;
                    }
                } catch (IOException notYet) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            stop();
            throw new IllegalStateException("the server did not start: " + tail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String threads() {
        try {
            Process asked = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<String> tail() {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - 30), all.size());
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /// The packaged server.
    static Path archive() {
        try (Stream<Path> files = Files.list(Path.of("../server/target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-boot.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("package the server first: ./shuguan test does"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
