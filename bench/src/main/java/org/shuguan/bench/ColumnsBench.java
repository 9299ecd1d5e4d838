package org.shuguan.bench;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Measures the page of one column among very many stored profiles, over HTTP as a signed-in steward's browser
/// requests it. The server is the packaged one in its own process with the demo city; the results of its census
/// are multiplied in its database.
final class ColumnsBench {
    private static final int COLUMNS_OF_A_TABLE = 100;
    private static final int ASKED = 2000;
    private static final int WARM = 500;
    private static final String STEWARD = "rsj.steward";

    private final int profiles;
    private final Random random = new Random(7);

    ColumnsBench(int profiles) {
        this.profiles = profiles;
    }

    void run() throws Exception {
        try (PackagedServer server = new PackagedServer("1g");
                Connection connection = ready(server);
                SignedInClient steward = new SignedInClient(server.address(), STEWARD)) {
            measure(steward, fill(connection));
        }
    }

    private static Connection ready(PackagedServer server) throws Exception {
        server.awaitReady();
        return server.database();
    }

    private record Filled(String run, List<Long> tables) {}

    /// Inserts tables of a hundred columns that repeat the profiles of the steward's own census.
    private Filled fill(Connection connection) throws Exception {
        String run = text(connection, """
                        select r.id::text from census.run r join census.source s on s.id = r.source
                         where s.unit = (select a.unit from institution.appointment a
                                           join identity.account c on c.officer = a.officer
                                          where c.name = '%s' limit 1)
                           and r.completed_at is not null and r.tables_done > 0 limit 1
                        """.formatted(STEWARD));
        if (run.isEmpty()) {
            throw new IllegalStateException("no finished census of the demo was found");
        }
        int tables = profiles / COLUMNS_OF_A_TABLE;
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                            insert into census.found_table
                                   (run, path, comment, kind, rows_read, bytes, columns, personal, grade, problem, result)
                            with found as (
                                select c.profile, k.classification, row_number() over (order by t.id, c.n) as i,
                                       count(*) over () as all_of_them
                                  from census.found_table t,
                                       jsonb_array_elements(t.result -> 'profile' -> 'columns')
                                           with ordinality as c(profile, n),
                                       jsonb_array_elements(t.result -> 'classifications')
                                           with ordinality as k(classification, m)
                                 where t.run = '%1$s' and k.m = c.n),
                            wide as (
                                select jsonb_agg(f.profile order by g) as profiles,
                                       jsonb_agg(f.classification order by g) as classifications
                                  from generate_series(1, %2$d) g
                                  join found f on f.i = 1 + g %% f.all_of_them),
                            one as (select result from census.found_table where run = '%1$s' limit 1)
                            select '%1$s', 'wide.t' || n, 'wide', 'table', 10000, 0, %2$d, 0, 'general-2', null,
                                   jsonb_set(jsonb_set(one.result, '{profile,columns}', wide.profiles),
                                             '{classifications}', wide.classifications)
                              from generate_series(1, %3$d) n, wide, one
                            """.formatted(run, COLUMNS_OF_A_TABLE, tables));
            statement.execute("vacuum analyze census.found_table");
        }
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select id from census.found_table where path like 'wide.t%'")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        System.out.printf(
                "%,d column profiles stored, %s on disk%n",
                ids.size() * COLUMNS_OF_A_TABLE,
                text(connection, "select pg_size_pretty(pg_total_relation_size('census.found_table'))"));
        return new Filled(run, ids);
    }

    private void measure(SignedInClient steward, Filled filled) throws Exception {
        Map<String, String> asked = Map.of(
                "a column", "/columns/%d",
                "its table", "");
        for (Map.Entry<String, String> one : asked.entrySet()) {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < WARM + ASKED; i++) {
                long table = filled.tables().get(random.nextInt(filled.tables().size()));
                String path = "/api/census/runs/" + filled.run() + "/tables/" + table
                        + one.getValue().formatted(1 + random.nextInt(COLUMNS_OF_A_TABLE));
                long start = System.nanoTime();
                steward.text(path);
                double milliseconds = (System.nanoTime() - start) / 1e6;
                if (i >= WARM) {
                    times.add(milliseconds);
                }
            }
            Collections.sort(times);
            System.out.printf(
                    "%-10s over HTTP: p50 %.1f ms, p99 %.1f ms, max %.1f ms (aim: a column < 300 ms)%n",
                    one.getKey(), times.get(ASKED / 2), times.get(ASKED * 99 / 100), times.getLast());
        }
    }

    private static String text(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
