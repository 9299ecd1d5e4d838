package org.shuguan.dataplane.quality;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.EngineMemory;
import org.shuguan.dataplane.source.Quote;

/// Examines one version of a table. The rows are read once for all checks; only where a key turns out to be repeated,
/// its rows are counted in a second reading.
public final class Examination {
    /// Threads of the engine that one examination may use.
    private static final int THREADS = 2;
    private static final long PAUSE_MILLIS = 200;

    /// A check with its id.
    public record Named(String id, Check check) {}

    /// What a check found.
    ///
    /// @param applicable rows to which it applies
    /// @param failed those of them that are wrong
    /// @param problem why it could not be carried out, null if it was; the counts are 0 then
    /// @param detail the column, function or sentence of the engine to the problem
    public record Counted(
            String id,
            long applicable,
            long failed,
            @Nullable Problem problem,
            @Nullable String detail) {}

    /// Why a check could not be carried out.
    public enum Problem {
        /// the version has no such column
        COLUMN,
        /// the condition is not in the safe dialect
        CONDITION,
        /// the engine cannot carry it out on these values
        ENGINE,
        /// the version with which it compares is not kept any more
        REFERENCE
    }

    /// @param rows of the version
    /// @param failing rows that fail at least one check
    public record Result(long rows, long failing, List<Counted> checks) {
        public Result {
            checks = List.copyOf(checks);
        }
    }

    /// A row that fails.
    ///
    /// @param failed ids of the checks
    /// @param values its values as text, by [Page#columns]
    public record Failing(List<String> failed, List<@Nullable String> values) {}

    /// Failing rows.
    ///
    /// @param columns all columns of the version
    /// @param key those by which rows are known
    /// @param total number of all that were asked for
    public record Page(List<String> columns, List<String> key, List<Failing> rows, long total) {}

    /// Asked while the engine works.
    public interface Listener {
        /// @param percent of the reading, 0 to 100
        void progress(int percent);

        boolean cancelled();
    }

    /// The listener has cancelled.
    public static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Written(Named named, String right) {}

    private final LakeTable table;
    private final LakeVersion version;
    private final LocalDate day;

    /// @param day the day of the examination in the city
    public Examination(LakeTable table, LakeVersion version, LocalDate day) {
        this.table = table;
        this.version = version;
        this.day = day;
    }

    /// Carries out all checks.
    public Result examine(List<Named> checks, Listener listener) throws LakeRefused, Cancelled {
        return asked(checks.size(), engine -> {
            List<Counted> problems = new ArrayList<>();
            CheckSql sql = sql(engine);
            List<Written> written = written(sql, checks, problems);
            List<Written> possible = written;
            Map<String, Counted> counted = new HashMap<>();
            Result found;
            try {
                found = counted(engine, sql, possible, counted, listener);
            } catch (SQLException one) {
                if (listener.cancelled()) {
                    throw new Cancelled();
                }
                // One of them cannot be carried out on these values: it is found by trying each alone.
                possible = possible(engine, sql, written, problems, listener);
                counted.clear();
                found = counted(engine, sql, possible, counted, listener);
            }
            problems.forEach(problem -> counted.put(problem.id(), problem));
            return new Result(
                    found.rows(),
                    found.failing(),
                    checks.stream()
                            .flatMap(check -> java.util.stream.Stream.ofNullable(counted.get(check.id())))
                            .toList());
        });
    }

    private CheckSql sql(Connection engine) throws SQLException, LakeRefused {
        return new CheckSql(new Columns(engine, from()), day);
    }

    private static List<Written> written(CheckSql sql, List<Named> checks, List<Counted> problems) {
        List<Written> written = new ArrayList<>();
        for (Named named : checks) {
            try {
                written.add(new Written(named, sql.right(named.check())));
            } catch (MissingColumn missing) {
                problems.add(new Counted(named.id(), 0, 0, Problem.COLUMN, missing.column()));
            } catch (ConditionRefused refused) {
                problems.add(new Counted(
                        named.id(),
                        0,
                        0,
                        Problem.CONDITION,
                        String.join(" ", refused.facts().values())));
            } catch (LakeRefused gone) {
                problems.add(new Counted(named.id(), 0, 0, Problem.REFERENCE, gone.detail()));
            }
        }
        return written;
    }

    private String from() throws LakeRefused {
        return table.sql(version.id());
    }

    private List<Written> possible(
            Connection engine, CheckSql sql, List<Written> all, List<Counted> problems, Listener listener)
            throws LakeRefused, Cancelled {
        List<Written> possible = new ArrayList<>();
        for (Written one : all) {
            try {
                counted(engine, sql, List.of(one), new HashMap<>(), listener);
                possible.add(one);
            } catch (SQLException e) {
                if (listener.cancelled()) {
                    throw new Cancelled();
                }
                problems.add(new Counted(one.named().id(), 0, 0, Problem.ENGINE, firstLine(e)));
            }
        }
        return possible;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Result counted(
            Connection engine, CheckSql sql, List<Written> checks, Map<String, Counted> into, Listener listener)
            throws SQLException, LakeRefused, Cancelled {
        List<Written> plain = checks.stream()
                .filter(one -> !(one.named().check() instanceof Check.Unique))
                .toList();
        List<Written> keys = checks.stream()
                .filter(one -> one.named().check() instanceof Check.Unique)
                .toList();
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>(List.of("count(*)", failing("c", plain.size())));
        for (int i = 0; i < plain.size(); i++) {
            inner.add(plain.get(i).right() + " as c" + i);
            outer.add("count(c" + i + ")");
            outer.add("count(*) filter (not c" + i + ")");
        }
        for (int i = 0; i < keys.size(); i++) {
            try {
                String key = sql.key(((Check.Unique) keys.get(i).named().check()).columns());
                inner.add("(" + key + ") as k" + i);
            } catch (MissingColumn missing) {
                throw new IllegalStateException(missing);
            }
            outer.add("count(k" + i + ")");
            // Equal numbers of hashes and rows prove that no key is repeated.
            outer.add("count(distinct case when k" + i + " is not null then hash(k" + i + ") end)");
        }
        if (inner.isEmpty()) {
            inner.add("1");
        }
        List<Long> numbers = numbers(
                engine,
                "select " + String.join(", ", outer) + " from (select " + String.join(", ", inner) + " from "
                        + sql.source() + ")",
                outer.size(),
                listener);
        long failing = numbers.get(1);
        for (int i = 0; i < plain.size(); i++) {
            String id = plain.get(i).named().id();
            into.put(id, new Counted(id, numbers.get(2 + 2 * i), numbers.get(3 + 2 * i), null, null));
        }
        boolean repeated = false;
        for (int i = 0; i < keys.size(); i++) {
            int at = 2 + 2 * plain.size() + 2 * i;
            String id = keys.get(i).named().id();
            long applicable = numbers.get(at);
            long failed = applicable == numbers.get(at + 1) ? 0 : repeated(engine, sql, keys.get(i), listener);
            repeated |= failed > 0;
            into.put(id, new Counted(id, applicable, failed, null, null));
        }
        if (repeated) {
            failing = numbers(
                            engine,
                            "select count(*) from " + sql.source() + " where "
                                    + checks.stream().map(one -> wrong(one)).collect(Collectors.joining(" or ")),
                            1,
                            listener)
                    .getFirst();
        }
        return new Result(numbers.getFirst(), failing, List.of());
    }

    private long repeated(Connection engine, CheckSql sql, Written key, Listener listener)
            throws SQLException, LakeRefused, Cancelled {
        return numbers(engine, "select count(*) from " + sql.source() + " where not (" + key.right() + ")", 1, listener)
                .getFirst();
    }

    private static String failing(String prefix, int count) {
        if (count == 0) {
            return "0";
        }
        StringBuilder any = new StringBuilder("count(*) filter (");
        for (int i = 0; i < count; i++) {
            any.append(i > 0 ? " or " : "").append("not ").append(prefix).append(i);
        }
        return any.append(')').toString();
    }

    private static String wrong(Written one) {
        return "coalesce(not (" + one.right() + "), false)";
    }

    /// Failing rows in the order of the key.
    ///
    /// @param only ids of the checks that are asked for, of `checks`
    /// @param words a text that must occur in the key, null for all
    public Page failing(List<Named> checks, List<String> only, @Nullable String words, long offset, int size)
            throws LakeRefused {
        try {
            return asked(checks.size(), engine -> {
                List<Counted> problems = new ArrayList<>();
                CheckSql sql = sql(engine);
                List<Written> written = written(sql, checks, problems);
                List<Written> wanted = written.stream()
                        .filter(one -> only.contains(one.named().id()))
                        .toList();
                List<String> key = version.key().isEmpty() ? version.columns() : version.key();
                if (wanted.isEmpty()) {
                    return new Page(version.columns(), key, List.of(), 0);
                }
                String where =
                        " where (" + wanted.stream().map(one -> wrong(one)).collect(Collectors.joining(" or ")) + ")"
                                + (words == null ? "" : " and " + contains(key, words));
                long total = number(engine, "select count(*) from " + sql.source() + where);
                String order = key.stream().map(Quote::name).collect(Collectors.joining(", "));
                return new Page(
                        version.columns(),
                        key,
                        rows(
                                engine,
                                "select " + values(written) + " from " + sql.source() + where + " order by " + order
                                        + " limit " + size + " offset " + offset,
                                written),
                        total);
            });
        } catch (Cancelled never) {
            throw new IllegalStateException(never);
        }
    }

    private static String contains(List<String> key, String words) {
        return key.stream()
                .map(name ->
                        "contains(lower(cast(" + Quote.name(name) + " as varchar)), lower(" + Quote.text(words) + "))")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String values(List<Written> checks) {
        List<String> select = new ArrayList<>();
        checks.forEach(one -> select.add(wrong(one)));
        version.columns().forEach(name -> select.add("cast(" + Quote.name(name) + " as varchar)"));
        return String.join(", ", select);
    }

    private List<Failing> rows(Connection engine, String sql, List<Written> checks) throws SQLException {
        List<Failing> found = new ArrayList<>();
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> failed = new ArrayList<>();
                for (int i = 0; i < checks.size(); i++) {
                    if (rows.getBoolean(i + 1)) {
                        failed.add(checks.get(i).named().id());
                    }
                }
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 0; i < version.columns().size(); i++) {
                    values.add(rows.getString(checks.size() + i + 1));
                }
                found.add(new Failing(List.copyOf(failed), values));
            }
        }
        return found;
    }

    /// Whether a check can be carried out on this version; tried on no rows.
    ///
    /// @throws ConditionRefused with what is wrong about its condition, column or expression
    public void mustFit(Check check) throws ConditionRefused, LakeRefused {
        try {
            asked(1, engine -> {
                CheckSql sql = sql(engine);
                try (Statement statement = engine.createStatement()) {
                    statement
                            .executeQuery("select " + sql.right(check) + " from " + sql.source() + " limit 0")
                            .close();
                } catch (MissingColumn missing) {
                    throw new Unfit(Condition.refused(ConditionRefused.Reason.COLUMN, "name", missing.column()));
                } catch (ConditionRefused refused) {
                    throw new Unfit(refused);
                } catch (SQLException engineSays) {
                    throw new Unfit(Condition.refused(ConditionRefused.Reason.TYPES, "detail", firstLine(engineSays)));
                }
                return true;
            });
        } catch (Unfit unfit) {
            throw unfit.refused;
        } catch (Cancelled never) {
            throw new IllegalStateException(never);
        }
    }

    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ConditionRefused refused;

        Unfit(ConditionRefused refused) {
            super(refused);
            this.refused = refused;
        }
    }

    /// The values of one column in the rows that have these values in the key.
    ///
    /// @param key column and value, as text
    /// @return empty if there is no such row
    public List<@Nullable String> values(Map<String, String> key, String column) throws LakeRefused {
        try {
            return asked(1, engine -> {
                Columns columns = new Columns(engine, from());
                List<String> equal = new ArrayList<>();
                for (Map.Entry<String, String> part : key.entrySet()) {
                    String name = columns.find(part.getKey());
                    if (name == null) {
                        return new ArrayList<@Nullable String>();
                    }
                    equal.add("cast(" + name + " as varchar) = " + Quote.text(part.getValue()));
                }
                String asked = columns.find(column);
                if (asked == null || equal.isEmpty()) {
                    return new ArrayList<@Nullable String>();
                }
                List<@Nullable String> found = new ArrayList<>();
                try (Statement statement = engine.createStatement();
                        ResultSet rows = statement.executeQuery("select cast(" + asked + " as varchar) from " + from()
                                + " where " + String.join(" and ", equal) + " order by 1 limit 1000")) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            });
        } catch (Cancelled never) {
            throw new IllegalStateException(never);
        }
    }

    private interface Question<T> {
        T ask(Connection engine) throws SQLException, LakeRefused, Cancelled;
    }

    private <T> T asked(int checks, Question<T> question) throws LakeRefused, Cancelled {
        try (EngineMemory.Share _ = EngineMemory.take(checks);
                Connection shared = Engine.open(THREADS);
                Connection engine = Engine.connectTo(shared)) {
            return question.ask(engine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeRefused(LakeRefused.Reason.BUSY, table.name(), e);
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.ENGINE, table.name(), e);
        }
    }

    private static long number(Connection engine, String sql) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// One row of numbers. While the engine works another thread tells the progress and cancels.
    private static List<Long> numbers(Connection engine, String sql, int width, Listener listener)
            throws SQLException, Cancelled {
        AtomicBoolean ended = new AtomicBoolean();
        try (DuckDBPreparedStatement statement = engine.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class)) {
            Thread watch =
                    Thread.ofPlatform().name("quality-watch").daemon().start(() -> watch(statement, listener, ended));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                List<Long> numbers = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    numbers.add(rows.getLong(i));
                }
                return numbers;
            } catch (SQLException e) {
                if (listener.cancelled()) {
                    throw new Cancelled();
                }
                throw e;
            } finally {
                ended.set(true);
                watch.interrupt();
                join(watch);
            }
        }
    }

    private static void watch(DuckDBPreparedStatement statement, Listener listener, AtomicBoolean ended) {
        while (!ended.get()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
                double percent = statement.getQueryProgress().getPercentage();
                if (percent >= 0) {
                    listener.progress((int) percent);
                }
                if (listener.cancelled() && !ended.get()) {
                    statement.cancel();
                }
            } catch (InterruptedException over) {
                return;
            } catch (SQLException | RuntimeException again) {
                // The statement has not begun or has ended: asked again in a moment.
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
