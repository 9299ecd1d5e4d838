package org.shuguan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Measures the pages of the office with many users at once: a year's follow-ups, meetings and officers of a whole city
/// are put into the packaged server's database as copies of the demo's, and signed-in people open one page after
/// another, each at a fixed rate.
final class OfficeBench {
    private static final int FOLLOW_UPS = 10_000;
    private static final int OFFICERS = 500;
    private static final int MEETINGS = 200;
    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final double AIM = 300;
    private static final double AIM_OF_COCKPIT = 500;
    private static final String COCKPIT = "cockpit";
    private static final int WARMING_SECONDS = 30;
    /// Those who read all pages of city and districts, with the most rows behind them.
    private static final List<String> READERS = List.of("city.cdo", "executive");

    private final int users;
    private final int seconds;

    /// @param users who open pages at the same time
    /// @param seconds duration of the measurement, after half a minute that does not count
    OfficeBench(int users, int seconds) {
        this.users = users;
        this.seconds = seconds;
    }

    void run() throws Exception {
        try (PackagedServer server = new PackagedServer("2g")) {
            server.awaitReady();
            Map<String, List<String>> pages;
            try (Connection connection = server.database()) {
                fill(connection);
                pages = pages(connection);
            }
            List<SignedInClient> people = people(server);
            System.out.printf(
                    "%,d follow-ups, %,d officers, %,d meetings; %d people of %d accounts, each a page every %d s%n",
                    FOLLOW_UPS, OFFICERS, MEETINGS, people.size(), READERS.size(), EVERY.toSeconds());
            measure(people, pages, WARMING_SECONDS);
            Map<String, FixedRateLoad.Latencies> measured = measure(people, pages, seconds);
            boolean all = true;
            for (Map.Entry<String, FixedRateLoad.Latencies> one : measured.entrySet()) {
                double aim = one.getKey().equals(COCKPIT) ? AIM_OF_COCKPIT : AIM;
                double p95 = one.getValue().percentile(0.95);
                all &= p95 < aim;
                System.out.printf("%-20s p95 %7.1f ms (aim < %.0f)  %s%n", one.getKey(), p95, aim, one.getValue());
            }
            PackagedServer.Heap heap = server.heap();
            System.out.printf(
                    "%s; server heap: at most %,d MB, %,d MB after a collection%n",
                    all ? "every page is within its aim" : "MISSED: not every page is within its aim",
                    heap.highest(),
                    heap.left());
            people.forEach(SignedInClient::close);
        }
    }

    /// The latencies of each page.
    private static Map<String, FixedRateLoad.Latencies> measure(
            List<SignedInClient> people, Map<String, List<String>> pages, int seconds) throws Exception {
        Map<String, ConcurrentLinkedQueue<Double>> took = new ConcurrentHashMap<>();
        List<String> names = List.copyOf(pages.keySet());
        AtomicLong opened = new AtomicLong();
        List<FixedRateLoad.Request> requests = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            SignedInClient one = people.get(i);
            AtomicInteger next = new AtomicInteger(i);
            requests.add(() -> {
                String name = names.get(next.getAndIncrement() % names.size());
                List<String> addresses = pages.getOrDefault(name, List.of());
                String address = addresses.get((int) (opened.getAndIncrement() % addresses.size()));
                long began = System.nanoTime();
                one.text(address);
                took.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>()).add((System.nanoTime() - began) / 1e6);
            });
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        FixedRateLoad.run(requests, EVERY, () -> System.nanoTime() > end);
        Map<String, FixedRateLoad.Latencies> measured = new LinkedHashMap<>();
        for (String name : names) {
            List<Double> sorted = new ArrayList<>(took.getOrDefault(name, new ConcurrentLinkedQueue<>()));
            Collections.sort(sorted);
            measured.put(name, new FixedRateLoad.Latencies(sorted));
        }
        return measured;
    }

    /// The pages by name, each with the addresses that it is opened with in turn.
    private static Map<String, List<String>> pages(Connection connection) throws SQLException {
        LocalDate month = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).withDayOfMonth(1);
        String span = "from=" + month + "&to=" + month.plusMonths(1).minusDays(1);
        Map<String, List<String>> pages = new LinkedHashMap<>();
        pages.put("to-do list", List.of("/api/todos?size=20"));
        pages.put("follow-ups", List.of("/api/follow-ups?size=20", "/api/follow-ups?state=open&late=true&sort=due"));
        pages.put("search", List.of("/api/follow-ups?q=" + "%E6%95%B0%E6%8D%AE", "/api/follow-ups?q=XYZ"));
        pages.put("follow-up", addresses(connection, "/api/follow-ups/", "followup.follow_up"));
        pages.put("calendar", List.of("/api/follow-ups?size=200&sort=due&" + span));
        pages.put("rates", List.of("/api/follow-ups/rates"));
        pages.put("meetings", List.of("/api/meetings?size=20"));
        pages.put(
                "meeting",
                addresses(connection, "/api/meetings/", "meeting.meeting where state = 'ended' and territory = '00'"));
        pages.put("topics", List.of("/api/topics?size=20"));
        pages.put("resolutions", List.of("/api/resolutions?size=20"));
        pages.put("directives", List.of("/api/directives?size=20"));
        pages.put("tasks", List.of("/api/tasks?size=20"));
        pages.put("notices", List.of("/api/notices?size=20"));
        pages.put("overdue", List.of("/api/cases/overdue?size=20"));
        pages.put("waiting", List.of("/api/cases/waiting?size=20"));
        pages.put(COCKPIT, List.of("/api/cockpit"));
        return pages;
    }

    private static List<String> addresses(Connection connection, String page, String rows) throws SQLException {
        return texts(connection, "select '" + page + "' || id from " + rows + " order by random() limit 400");
    }

    private static List<String> texts(Connection connection, String question) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private List<SignedInClient> people(PackagedServer server) throws Exception {
        List<SignedInClient> people = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            people.add(new SignedInClient(server.address(), READERS.get(i % READERS.size())));
        }
        return people;
    }

    private static void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temp table units as
                    select code, row_number() over (order by code) - 1 as n from institution.unit where code <> '00'
                    """);
            sessions(statement);
            officers(connection);
            followUps(connection);
            meetings(connection);
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /// Many sessions for each account, because few accounts of the demo read all pages.
    private static void sessions(Statement statement) throws SQLException {
        statement.execute("""
                insert into settings.value (id, key, value, source, mark, valid_from, reason, changed_by, changed_by_name,
                                            changed_at)
                values (gen_random_uuid(), 'identity.sessions', '{"number": 50}', 'bench', 'ours', current_date - 1,
                        'bench', gen_random_uuid(), 'bench', now())
                """);
        statement.execute("update settings.revision set revision = revision + 1");
    }

    private static void officers(Connection connection) throws SQLException {
        execute(connection, """
                create temp table enrolled as
                select gen_random_uuid() as id, n from generate_series(1, ? - (select count(*) from institution.officer)) n
                """, OFFICERS);
        execute(connection, "insert into institution.officer (id, name) select id, '专员' || n from enrolled");
        execute(connection, """
                insert into institution.appointment (id, officer, role, unit, position, valid_from)
                select gen_random_uuid(), e.id, 'data-steward', u.code, '科员', current_date - 300
                  from enrolled e join units u on u.n = e.n % (select count(*) from units)
                """);
    }

    /// Copies of the demo's follow-ups with their turns, steps, parts, milestones and reports, spread over all units.
    private static void followUps(Connection connection) throws SQLException {
        execute(connection, """
                create temp table copies as
                select f.id as of, gen_random_uuid() as id, n, row_number() over () as number
                  from followup.follow_up f, generate_series(1, 1000) n
                 order by n, f.number
                 limit ? - (select count(*) from followup.follow_up)
                """, FOLLOW_UPS);
        execute(connection, """
                insert into followup.follow_up
                select (jsonb_populate_record(f, jsonb_build_object('id', c.id, 'number', 'BENCH-' || c.number,
                        'parent', null, 'paper', null, 'title', f.title || c.number,
                        'lead', case when c.n % 2 = 0 then f.lead else u.code end))).*
                  from copies c join followup.follow_up f on f.id = c.of
                  join units u on u.n = c.number % (select count(*) from units)
                """);
        for (String table : List.of("turn", "part", "milestone", "progress")) {
            execute(connection, """
                    insert into followup.%1$s
                    select (jsonb_populate_record(t, jsonb_build_object('follow_up', c.id)%2$s)).*
                      from copies c join followup.%1$s t on t.follow_up = c.of
                    """.formatted(
                            table, table.equals("turn") ? "" : " || jsonb_build_object('id', gen_random_uuid())"));
        }
        execute(connection, """
                insert into followup.step (follow_up, what, at, officer, officer_name, on_behalf_of, text)
                select c.id, t.what, t.at, t.officer, t.officer_name, t.on_behalf_of, t.text
                  from copies c join followup.step t on t.follow_up = c.of order by t.id
                """);
    }

    /// Copies of the demo's ended meetings, one for each day before the first.
    private static void meetings(Connection connection) throws SQLException {
        execute(connection, """
                create temp table held as
                select m.id as of, gen_random_uuid() as id, row_number() over (order by n, m.id) as number
                  from meeting.meeting m, generate_series(1, 1000) n
                 where m.state = 'ended' order by n, m.id limit ? - (select count(*) from meeting.meeting)
                """, MEETINGS);
        execute(connection, """
                insert into meeting.meeting
                select (jsonb_populate_record(m, jsonb_build_object('id', h.id, 'day', m.day - h.number::int))).*
                  from held h join meeting.meeting m on m.id = h.of
                """);
        for (String table : List.of("seat", "item")) {
            execute(connection, """
                    insert into meeting.%1$s
                    select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'meeting', h.id))).*
                      from held h join meeting.%1$s t on t.meeting = h.of
                    """.formatted(table));
        }
        execute(connection, """
                insert into meeting.resolution
                select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'meeting', h.id,
                        'follow_up', c.id, 'item',
                        (select i.id from meeting.item i join meeting.item o on o.topic = i.topic
                          where i.meeting = h.id and o.id = r.item)))).*
                  from held h join meeting.resolution r on r.meeting = h.of
                  join copies c on c.of = r.follow_up and c.n = h.number
                 where r.state = 'adopted'
                """);
        execute(connection, """
                insert into meeting.minutes
                select (jsonb_populate_record(t, jsonb_build_object('meeting', h.id, 'number', 1000 + h.number))).*
                  from held h join meeting.minutes t on t.meeting = h.of where t.state = 'signed'
                """);
    }

    private static void execute(Connection connection, String change, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
