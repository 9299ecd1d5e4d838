package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// Measures the to-do list while the server is under load: the packaged server repeatedly takes censuses of one
/// large table and four hostile files and answers searches, while four people request a list of 200 open steps and
/// 50 tasks at a fixed rate.
final class TodoBench {
    private static final String STEWARD = "rsj.steward";
    private static final String CDO = "rsj.cdo";
    private static final int STEPS = 200;
    private static final int TASKS = 50;
    private static final int READERS = 4;
    private static final int SEARCHERS = 8;
    private static final Duration LOOKS = Duration.ofMillis(200);
    private static final Duration SEARCHES = Duration.ofMillis(100);
    private static final int LARGEST_UPLOAD = 2047;
    private static final List<String> WORDS =
            List.of("社保", "shbx", "公民身份号码", "人口", "就业登记", "学籍", "item:统一社会信用代码", "空气质量");

    private static final int STARTING = 2;

    private final int megabytes;
    private final int rounds;
    private final int seconds;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /// @param megabytes size of the largest sources; the others are proportional
    /// @param rounds number of measured rounds
    /// @param seconds duration of each round under load, and of the idle period before it
    TodoBench(int megabytes, int rounds, int seconds) {
        this.megabytes = Math.min(megabytes, LARGEST_UPLOAD);
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("shuguan-todo");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                PackagedServer server = new PackagedServer("2g")) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter role postgres password 'postgres'");
                HostileSources.table(connection, megabytes);
            }
            server.awaitReady();
            try (SignedInClient steward = new SignedInClient(server.address(), STEWARD)) {
                steps(steward, folder, server);
                Map<String, String> sources = sources(steward, folder, postgres.getPort());
                System.out.printf("sources of up to %,d MB; server process %d%n", megabytes, server.pid());
                rounds(server, steward, sources);
            }
            PackagedServer.Heap heap = server.heap();
            System.out.printf("server heap: at most %,d MB, %,d MB after a collection%n", heap.highest(), heap.left());
        } finally {
            Files.deleteIfExists(folder);
        }
        answers.forEach((source, answer) -> System.out.printf("  %-12s %s%n", source, answer));
    }

    /// Creates the list: entries are imported and submitted over HTTP and wait for the unit's CDO; tasks are
    /// inserted into the database.
    private static void steps(SignedInClient steward, Path folder, PackagedServer server) throws Exception {
        Path book = folder.resolve("steps.xlsx");
        try (Connection connection = server.database();
                Statement statement = connection.createStatement()) {
            String unit = DemoUnit.of(connection, STEWARD).code();
            ItemWorkbook.write(book, DemoUnit.of(connection, STEWARD).name(), STEPS * 3, 3);
            WorkbookImport.into(steward, unit, book);
            statement.execute("""
                    insert into task.task (id, kind, subject, unit, role, facts, link, opened_at, opened_by, due, state)
                    select gen_random_uuid(), 'demand.review', 'bench ' || n, '%s', 'unit-cdo',
                           jsonb_build_object('title', '参保信息 ' || n, 'number', 'X-' || n), '/office/demand', now(),
                           'bench', current_date + n, 'open'
                      from generate_series(1, %d) n
                    """.formatted(unit, TASKS));
        }
        Files.delete(book);
        int submitted = 0;
        while (submitted < STEPS) {
            JsonNode drafts =
                    steward.get("/api/catalog/entries?state=draft&size=200").get("items");
            for (JsonNode draft : drafts) {
                steward.post(
                        "/api/catalog/entries/" + draft.get("entry").asString() + "/versions/"
                                + draft.get("version").asInt() + "/submit",
                        Map.of());
                submitted++;
            }
        }
    }

    private Map<String, String> sources(SignedInClient steward, Path folder, int port) throws Exception {
        Map<String, String> ids = new LinkedHashMap<>();
        JsonNode table = steward.post(
                "/api/census/sources",
                Map.of(
                        "name", "table",
                        "kind", "postgresql",
                        "host", "127.0.0.1",
                        "port", port,
                        "database", "postgres",
                        "schemas", List.of("public"),
                        "user", "postgres",
                        "secret", "postgres"));
        ids.put("table", table.get("id").asString());
        int some = Math.max(1, megabytes / 16);
        List<Path> files = new ArrayList<>();
        files.add(HostileSources.singleLine(folder, megabytes));
        files.add(HostileSources.bomb(folder, megabytes * 2));
        files.add(HostileSources.binary(folder, some));
        files.add(HostileSources.wide(folder, some));
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            String id = steward.post("/api/census/sources", Map.of("name", name, "kind", "files"))
                    .get("id")
                    .asString();
            steward.upload("/api/census/sources/" + id + "/files", file);
            Files.delete(file);
            ids.put(name, id);
        }
        return ids;
    }

    private void rounds(PackagedServer server, SignedInClient steward, Map<String, String> sources) throws Exception {
        List<SignedInClient> readers = people(server, CDO, READERS);
        List<SignedInClient> searchers = people(server, STEWARD, SEARCHERS);
        long listed = readers.getFirst().get("/api/todos").get("total").asLong();
        if (listed < STEPS + TASKS) {
            throw new IllegalStateException("the to-do list has only " + listed + " entries");
        }
        FixedRateLoad.run(looks(readers), LOOKS, within(Duration.ofSeconds(10)));
        List<Double> loaded = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        // Two warm-up rounds that do not count: the server has just started and is still being compiled.
        for (int round = 1 - STARTING; round <= rounds; round++) {
            FixedRateLoad.Latencies idle =
                    FixedRateLoad.run(looks(readers), LOOKS, within(Duration.ofSeconds(seconds)));
            FixedRateLoad.Latencies busy = underLoad(steward, sources, readers, searchers);
            if (round > 0) {
                loaded.add(busy.percentile(0.99));
                ratios.add(busy.percentile(0.99) / idle.percentile(0.99));
            }
            System.out.printf("round %d  idle  %s%n         load  %s%n", round, idle, busy);
        }
        System.out.printf(
                "to-do list of %,d under load: median p99 %.1f ms (aim < 200 ms), %.1f times the idle p99%n",
                listed, median(loaded), median(ratios));
        readers.forEach(SignedInClient::close);
        searchers.forEach(SignedInClient::close);
    }

    private FixedRateLoad.Latencies underLoad(
            SignedInClient steward,
            Map<String, String> sources,
            List<SignedInClient> readers,
            List<SignedInClient> searchers)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService load = Executors.newCachedThreadPool()) {
            List<Future<?>> working = new ArrayList<>();
            sources.forEach((name, id) -> working.add(load.submit(() -> census(steward, name, id, over))));
            List<FixedRateLoad.Request> words = searchers.stream()
                    .<FixedRateLoad.Request>map(one -> () -> one.get("/api/catalog/search?q=" + word()))
                    .toList();
            working.add(load.submit(() -> {
                FixedRateLoad.Latencies found = FixedRateLoad.run(words, SEARCHES, over::get);
                answers.put("searches", found.toString());
                return true;
            }));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
            try {
                return FixedRateLoad.run(looks(readers), LOOKS, within(Duration.ofSeconds(seconds)));
            } finally {
                over.set(true);
                for (Future<?> one : working) {
                    one.get();
                }
            }
        }
    }

    /// Takes censuses of a source until the load ends.
    private boolean census(SignedInClient steward, String name, String source, AtomicBoolean over) throws Exception {
        while (!over.get()) {
            String run = steward.post("/api/census/sources/" + source + "/runs", Map.of())
                    .get("run")
                    .asString();
            boolean cancelled = false;
            JsonNode view = steward.get("/api/census/runs/" + run);
            while (List.of("queued", "running")
                    .contains(view.get("run").get("state").asString())) {
                if (over.get() && !cancelled) {
                    steward.post("/api/census/runs/" + run + "/cancel", Map.of());
                    cancelled = true;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                view = steward.get("/api/census/runs/" + run);
            }
            if (!cancelled || !answers.containsKey(name)) {
                answers.put(name, answer(steward, run, view));
            }
        }
        return true;
    }

    /// The outcome of a census: its state and the problems it reports.
    private static String answer(SignedInClient steward, String run, JsonNode view) throws Exception {
        StringBuilder said = new StringBuilder(view.get("run").get("state").asString());
        if (view.hasNonNull("problem")) {
            said.append("; ").append(view.get("problem").asString());
        }
        for (JsonNode unread : steward.get("/api/census/runs/" + run + "/unread")) {
            said.append("; ").append(unread.get("reason").asString());
        }
        for (JsonNode table : steward.get("/api/census/runs/" + run + "/tables").get("items")) {
            said.append("; ").append(table.get("columns").asInt()).append(" columns, ");
            said.append(table.get("rowsRead").asLong()).append(" rows");
            if (table.hasNonNull("problem")) {
                said.append(", ").append(table.get("problem").asString());
            }
        }
        return said.toString();
    }

    private static List<FixedRateLoad.Request> looks(List<SignedInClient> readers) {
        return readers.stream()
                .<FixedRateLoad.Request>map(one -> () -> one.get("/api/todos"))
                .toList();
    }

    private static List<SignedInClient> people(PackagedServer server, String account, int count) throws Exception {
        List<SignedInClient> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(new SignedInClient(server.address(), account));
        }
        return people;
    }

    private static String word() {
        int place = (int) (System.nanoTime() / 1000 % WORDS.size());
        return java.net.URLEncoder.encode(WORDS.get(place), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static BooleanSupplier within(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() > end;
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
