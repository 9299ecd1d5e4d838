package org.shuguan.bench.search;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.shuguan.server.Shuguan;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.search.CatalogSearch;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// A large catalog in the whole server: the time to index it from the database, the latency of searches while
/// eight clients search without a pause, and the time from the publication of an entry until it is found.
public final class SearchBench {
    private static final int CLIENTS = 8;
    private static final int SEARCHES = 20_000;
    private static final int QUERIES = 4_000;
    private static final int BATCH = 10_000;
    private static final int SLOWEST = 20;
    private static final List<String> EVERYBODY = List.of("all");

    private final int entries;
    private final City city = new City();
    /// Queries to warm up with: others than those that are timed, whose counts must not be cached yet.
    private final Set<String> warmUp = new LinkedHashSet<>();

    private final Set<String> queries = new LinkedHashSet<>();

    public SearchBench(int entries) {
        this.entries = entries;
    }

    public void run() throws Exception {
        Path home = Files.createTempDirectory("shuguan-search");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("fsync", "off")
                        .start();
                ConfigurableApplicationContext server = start(postgres, home)) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                fill(connection);
            }
            CatalogSearch search = server.getBean(CatalogSearch.class);
            long start = System.nanoTime();
            search.catchUp();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "index of %,d entries from the database: %.1f s, %,d a second, %,d MB on disk%n",
                    entries, seconds, (long) (entries / seconds), size(home.resolve("search")) >> 20);
            search(search, "warming up, with other queries", zipf(warmUp), SEARCHES);
            search(search, "each query for the first time", List.copyOf(queries), queries.size());
            search(search, "queries repeated (Zipf)", zipf(queries), SEARCHES);
            publish(server, search);
            System.out.printf(
                    "memory in use: %,d MB of %,d%n",
                    used() >> 20, Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedPostgres postgres, Path home) {
        SpringApplication application = new SpringApplication(Shuguan.class);
        application.setDefaultProperties(Map.of(
                "shuguan.home",
                home.toString(),
                "shuguan.demo",
                false,
                "shuguan.secret-key",
                "bench",
                "server.port",
                0,
                "spring.datasource.url",
                postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username",
                "postgres"));
        return application.run();
    }

    private void fill(Connection connection) throws Exception {
        Random random = new Random(11);
        // In one transaction, so that the server's own indexing does not begin before the clock.
        connection.setAutoCommit(false);
        JsonMapper json = new JsonMapper();
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (int first = 0; first < entries; first += BATCH) {
            StringBuilder heads = new StringBuilder();
            StringBuilder versions = new StringBuilder();
            for (int n = first; n < Math.min(entries, first + BATCH); n++) {
                City.Entry entry = city.any(n, random);
                UUID id = new UUID(7, n);
                String title = entry.content().title();
                heads.append(id).append('\t').append(entry.unit()).append("\t307441");
                heads.append(entry.unit()).append("010/").append(String.format("%07d", n));
                heads.append("\t2026-01-01\tx\n");
                versions.append(id).append("\t1\tpublished\t").append(title).append("\tgeneral-1\t");
                versions.append(json.writeValueAsString(entry.content()).replace("\\", "\\\\"));
                versions.append("\t2026-01-01\tx\n");
                addQuery(title, entry, random);
            }
            copy.copyIn("copy catalog.entry (id, unit, code, created_at, created_by) from stdin", stream(heads));
            copy.copyIn(
                    "copy catalog.version (entry, number, state, title, grade, content, changed_at, changed_by) from stdin",
                    stream(versions));
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("analyze catalog.version");
        }
    }

    private static ByteArrayInputStream stream(StringBuilder text) {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Two to four characters out of a title or an item.
    private void addQuery(String title, City.Entry entry, Random random) {
        Set<String> wanting = warmUp.size() < QUERIES ? warmUp : queries;
        if (wanting.size() < QUERIES) {
            var items = entry.content().items();
            String text = random.nextInt(2) == 0
                    ? title
                    : items.get(random.nextInt(items.size())).name();
            int length = Math.min(text.length(), 2 + random.nextInt(3));
            int at = random.nextInt(text.length() - length + 1);
            String query = text.substring(at, at + length);
            if (!warmUp.contains(query)) {
                wanting.add(query);
            }
        }
    }

    private static List<String> zipf(Set<String> distinct) {
        List<String> queries = List.copyOf(distinct);
        Random random = new Random(5);
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            repeated.add(queries.get((int) Math.pow(queries.size(), random.nextDouble()) % queries.size()));
        }
        return repeated;
    }

    private void search(CatalogSearch search, String what, List<String> asked, int searches) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] times = new long[searches];
        Callable<Boolean> client = () -> {
            for (int i = next.getAndIncrement(); i < searches; i = next.getAndIncrement()) {
                times[i] = new Search(asked.get(i), filtered(i)).time(search);
            }
            return true;
        };
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Boolean> one : clients.invokeAll(java.util.Collections.nCopies(CLIENTS, client))) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Search> slowest = IntStream.range(0, searches)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -times[i]))
                .map(i -> new Search(asked.get(i), filtered(i)))
                .distinct()
                .limit(SLOWEST)
                .toList();
        Arrays.sort(times);
        System.out.printf(
                "%-38s %,7d searches, %d clients: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms (aim < 20), %,d a second%n",
                what,
                searches,
                CLIENTS,
                times[searches / 2] / 1e6,
                times[searches * 95 / 100] / 1e6,
                times[searches * 99 / 100] / 1e6,
                (long) (searches / seconds));
        System.out.println("  the slowest, alone: "
                + slowest.stream().map(one -> one.alone(search)).collect(Collectors.joining(", ")));
    }

    /// Every third search has a filter.
    private static boolean filtered(int number) {
        return number % 3 == 0;
    }

    private record Search(String query, boolean filtered) {
        /// In nanoseconds.
        long time(CatalogSearch search) {
            Map<String, List<String>> filters = filtered ? Map.of("unit", List.of("11")) : Map.of();
            long start = System.nanoTime();
            search.find(query, filters, 20, EVERYBODY);
            return System.nanoTime() - start;
        }

        /// Its time while no other search runs: the rest of its latency was waiting for others.
        String alone(CatalogSearch search) {
            return "%s%s %.1f ms".formatted(query, filtered ? " (filtered)" : "", time(search) / 1e6);
        }
    }

    private void publish(ConfigurableApplicationContext server, CatalogSearch search) {
        Catalog catalog = server.getBean(Catalog.class);
        Institution institution = server.getBean(Institution.class);
        UnitCode unit = new UnitCode("B1");
        institution.establish(
                new Unit(unit, "市基准局", "Bench", Unit.Kind.DEPARTMENT, null, java.time.LocalDate.of(2021, 1, 1), null));
        Actor steward = actor(Role.DATA_STEWARD, unit);
        // The entry's sharing terms are random, and not all of them may be submitted.
        var content = city.entries()
                .getFirst()
                .content()
                .offered(SharingType.CONDITIONAL, "按职责使用", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "1");
        UUID entry = catalog.create(unit, content, steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, actor(Role.UNIT_CDO, unit));
        Actor bureau = actor(Role.BUREAU_OPERATOR, new UnitCode("07"));
        long start = System.nanoTime();
        catalog.publish(entry, 1, null, bureau);
        while (search.find("code:307441B1", Map.of(), 1, EVERYBODY).total() == 0) {
            Thread.onSpinWait();
        }
        System.out.printf("from publishing to being found: %.2f s (aim < 2)%n", (System.nanoTime() - start) / 1e9);
    }

    private static Actor actor(Role role, UnitCode unit) {
        Capacity capacity = Capacity.own(role, Capacity.isOverseer(role) ? UnitCode.CITY : unit);
        return new Actor(UUID.randomUUID(), "bench", OfficerId.fresh(), "bench", List.of(capacity));
    }

    private static long size(Path folder) throws java.io.IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
