package org.shuguan.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shuguan.server.platform.DatabaseAddress;

/// Measures key look-ups through the whole exchange of the packaged server (token, grant, limits, two masks, signature,
/// durable record) beside `pgbench -S -M prepared` on the same table of the same PostgreSQL, and what the parts cost: a
/// call that is refused for its token, one that is refused for its grant (signed and recorded), and one that is
/// refused for its question (limits too) do not read.
final class ExchangeBench {
    private static final int ROWS = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int MOST_OF_PEER = 64;
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 64, 1000);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private record Target(String name, String path, String token, int status) {
        String request(Random random) {
            return "GET " + path.replace("{key}", Integer.toString(1 + random.nextInt(ROWS)))
                    + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        }
    }

    /// @param database with the table
    private record Prepared(String resource, DatabaseAddress database) {}

    private record Measured(double perSecond, double p50, double p99) {}

    private final int seconds;
    private final List<Integer> numbers;

    /// @param seconds duration of each measurement
    /// @param connections numbers of connections to measure with; empty for the usual ones
    ExchangeBench(int seconds, List<Integer> connections) {
        this.seconds = seconds;
        this.numbers = connections.isEmpty() ? CONNECTIONS : connections;
    }

    void run() throws Exception {
        int port = PackagedServer.freePort();
        try (PackagedServer server =
                new PackagedServer("2g", Map.of("SHUGUAN_EXCHANGE_PORT", Integer.toString(port)))) {
            server.awaitReady();
            String listener = "http://127.0.0.1:" + port;
            String token = UUID.randomUUID().toString();
            Prepared prepared = prepare(server, token);
            String read = "/exchange/v1/resources/" + prepared.resource() + "/records?limit=1&filter=id%20%3D%20{key}";
            List<Target> targets = List.of(
                    new Target("whole call", read, token, 200),
                    new Target("without reading (question refused)", read + "&x=1", token, 400),
                    new Target(
                            "without limits and reading (grant refused)",
                            "/exchange/v1/resources/307999/000001/records",
                            token,
                            403),
                    new Target("without all (token refused)", read, "x", 401));
            measure(listener, targets.getFirst(), 64, WARM_UP);
            System.out.printf("%-46s %6s %10s %9s %9s%n", "", "conn.", "calls/s", "p50 ms", "p99 ms");
            for (int connections : numbers) {
                // The server takes a hundred connections at most.
                double peer = pgbench(prepared.database(), Math.min(connections, MOST_OF_PEER));
                for (Target target : targets) {
                    Measured found = measure(listener, target, connections, seconds);
                    System.out.printf(
                            "%-46s %6d %,10.0f %9.2f %9.2f%s%n",
                            target.name(),
                            connections,
                            found.perSecond(),
                            found.p50(),
                            found.p99(),
                            target.status() == 200 && peer > 0
                                    ? "   %.3f of pgbench (%,.0f/s)".formatted(found.perSecond() / peer, peer)
                                    : "");
                }
            }
        }
    }

    /// Makes a table of a million rows, an entry over it, a client with a token and a grant.
    ///
    private static Prepared prepare(PackagedServer server, String token) throws Exception {
        try (Connection connection = server.database();
                Statement statement = connection.createStatement()) {
            var found = statement.executeQuery("""
                    select v.entry, e.code, v.number, s.database_name, e.unit
                      from catalog.version v join catalog.entry e on e.id = v.entry
                      join census.source s on s.id = cast(v.content -> 'mount' ->> 'source' as uuid)
                     where v.state = 'published' and s.kind = 'postgresql' order by e.code limit 1
                    """);
            if (!found.next()) {
                throw new IllegalStateException("the demo has no published entry over a PostgreSQL table");
            }
            UUID entry = found.getObject(1, UUID.class);
            String code = found.getString(2);
            int version = found.getInt(3);
            String unit = found.getString(5);
            DatabaseAddress department = server.department(found.getString(4));
            try (Connection owner =
                            DriverManager.getConnection(department.url(), department.user(), department.password());
                    Statement table = owner.createStatement()) {
                table.execute("create table bench_person (id int primary key, name text, id_no text, a text, b text)");
                table.execute("insert into bench_person select i, '欧阳' || i, '441202' || lpad(i::text, 12, '0'),"
                        + " md5(i::text), md5(i::text) from generate_series(1, " + ROWS + ") i");
                table.execute("vacuum analyze bench_person");
                table.execute("grant select on bench_person to public");
            }
            statement.execute("update catalog.version set content = jsonb_set(content, '{mount,path}',"
                    + " '\"public.bench_person\"') where entry = '" + entry + "' and number = " + version);
            client(statement, unit, token);
            statement.execute(
                    "insert into sharing.data_grant (id, number, part, entry, resource, title, owner, consumer,"
                            + " items, row_filter, modes, per_second, per_day, first_day, last_day, purpose, legal_basis, state,"
                            + " granted_by, granted_at, change, changed_at) values ('" + UUID.randomUUID()
                            + "', 'BENCH', '"
                            + UUID.randomUUID() + "', '" + entry + "', '" + code + "', 'bench', '" + unit + "', '"
                            + unit + "', '["
                            + item("id", "clear", 0) + "," + item("name", "keep", 1) + "," + item("id_no", "keep", 6)
                            + ","
                            + item("a", "clear", 0)
                            + "]', '{\"conditions\":[]}', array['api'], 1000000000, 100000000000,"
                            + " '2020-01-01', '2099-12-31', 'bench', 'bench', 'active', 'bench', now(), 0, now())");
            return new Prepared(code, department);
        }
    }

    /// Makes a client of a unit with a token.
    static void client(Statement statement, String unit, String token) throws Exception {
        UUID client = UUID.randomUUID();
        statement.execute("insert into client.client (id, name, unit, purpose, scopes, state, case_id, created_by,"
                + " created_by_id, created_at) values ('" + client + "', 'bench', '" + unit
                + "', 'bench', 'exchange:read', 'active', 'bench', 'bench', '" + client + "', now())");
        statement.execute("insert into client.token (hash, client, scopes, issued_at, expires_at) values ('"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)))
                + "', '" + client + "', 'exchange:read', now(), now() + interval '1 day')");
    }

    private static String item(String column, String kind, int first) {
        return "{\"code\":\"%s\",\"name\":\"%s\",\"mask\":{\"kind\":\"%s\",\"first\":%d,\"last\":0}}"
                .formatted(column, column, kind, first);
    }

    /// Select-only transactions of pgbench on the same table, 0 if there is no pgbench.
    private double pgbench(DatabaseAddress database, int connections) throws Exception {
        Optional<Path> program = pgbench();
        if (program.isEmpty()) {
            System.out.println("no pgbench on this machine (Debian: postgresql-contrib): no comparison");
            return 0;
        }
        Path script = Files.createTempFile("shuguan-bench", ".sql");
        try {
            Files.writeString(
                    script,
                    "\\set key random(1, " + ROWS
                            + ")\nselect id, name, id_no, a from bench_person where id = :key;\n");
            ProcessBuilder run = new ProcessBuilder(
                            program.get().toString(),
                            "-n",
                            "-M",
                            "prepared",
                            "-f",
                            script.toString(),
                            "-c",
                            Integer.toString(connections),
                            "-j",
                            Integer.toString(Math.min(2, connections)),
                            "-T",
                            Integer.toString(seconds),
                            database.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""))
                    .redirectErrorStream(true);
            run.environment().put("PGUSER", database.user());
            run.environment().put("PGPASSWORD", database.password());
            Process process = run.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher tps = TPS.matcher(out);
            if (!tps.find()) {
                throw new IOException("pgbench: " + out);
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.delete(script);
        }
    }

    private static Optional<Path> pgbench() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> folders = Files.isDirectory(debian) ? Files.list(debian) : Stream.empty()) {
            return Stream.concat(
                            Arrays.stream(System.getenv("PATH").split(":")).map(Path::of),
                            folders.map(folder -> folder.resolve("bin")))
                    .map(folder -> folder.resolve("pgbench"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /// Sends the next request of a connection when the last one was answered.
    private static Measured measure(String address, Target target, int connections, int seconds) throws Exception {
        URI server = URI.create(address);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<List<Long>>> running = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                Random random = new Random(i);
                running.add(threads.submit(() -> calls(server, target, random, end)));
            }
            for (Future<List<Long>> one : running) {
                all.addAll(one.get());
            }
        }
        double taken = (System.nanoTime() - start) / 1e9;
        List<Long> sorted = all.stream().sorted().toList();
        return new Measured(
                sorted.size() / taken,
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / 1e6);
    }

    /// A client opens another connection when the server closes one, which it does after a number of requests.
    private static List<Long> calls(URI server, Target target, Random random, long end) throws IOException {
        List<Long> taken = new ArrayList<>();
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean last = false;
                while (!last && System.nanoTime() < end) {
                    long sent = System.nanoTime();
                    out.write(target.request(random).getBytes(StandardCharsets.ISO_8859_1));
                    Answered answered = answer(in);
                    if (answered.status() != target.status()) {
                        throw new IOException(target.name() + " was answered by " + answered.status());
                    }
                    taken.add(System.nanoTime() - sent);
                    last = answered.last();
                }
            }
        }
        return taken;
    }

    /// @param last whether the server closes the connection
    private record Answered(int status, boolean last) {}

    /// Reads an answer.
    private static Answered answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            in.skipNBytes(Integer.parseInt(length.group(1)));
        }
        return new Answered(
                Integer.parseInt(head.substring(9, 12)),
                head.toString().toLowerCase(Locale.ROOT).contains("connection: close"));
    }
}
