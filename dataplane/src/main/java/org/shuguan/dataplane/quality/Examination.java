package org.shuguan.dataplane.quality;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.HeldFiles;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.lake.LakeReader;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeSql;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
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
        /// the engine that is set cannot carry it out as DuckDB does
        OTHER_ENGINE,
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
        return asked(checks, engine -> {
            List<Counted> problems = new ArrayList<>();
            CheckSql sql = sql();
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
                if (!table.engine().isOfStatement(one)) {
                    throw one;
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

    private CheckSql sql() throws LakeRefused {
        return new CheckSql(new Columns(table, version), day);
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
                        refused.reason() == ConditionRefused.Reason.OTHER_ENGINE
                                ? Problem.OTHER_ENGINE
                                : Problem.CONDITION,
                        String.join(" ", refused.facts().values())));
            } catch (LakeRefused gone) {
                problems.add(new Counted(named.id(), 0, 0, Problem.REFERENCE, gone.detail()));
            }
        }
        return written;
    }

    private List<Written> possible(
            Connection engine, CheckSql sql, List<Written> all, List<Counted> problems, Listener listener)
            throws SQLException, LakeRefused, Cancelled {
        List<Written> possible = new ArrayList<>();
        for (Written one : all) {
            try {
                counted(engine, sql, List.of(one), new HashMap<>(), listener);
                possible.add(one);
            } catch (SQLException e) {
                if (listener.cancelled()) {
                    throw new Cancelled();
                }
                if (!table.engine().isOfStatement(e)) {
                    throw e;
                }
                problems.add(new Counted(one.named().id(), 0, 0, Problem.ENGINE, LakeEngine.firstLine(e)));
            }
        }
        return possible;
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
            outer.add("count(*) filter (where not c" + i + ")");
        }
        for (int i = 0; i < keys.size(); i++) {
            try {
                String key = sql.key(((Check.Unique) keys.get(i).named().check()).columns());
                inner.add("(" + key + ") as k" + i);
            } catch (MissingColumn missing) {
                throw new IllegalStateException(missing);
            }
            outer.add("count(k" + i + ")");
            outer.add(table.engine().sql().distinct("k" + i));
        }
        if (inner.isEmpty()) {
            inner.add("1 as one");
        }
        List<Long> numbers = numbers(
                engine,
                "select " + String.join(", ", outer) + " from (select " + String.join(", ", inner) + " from "
                        + sql.source() + ") judged",
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
            // Not as a condition of the reading: Trino does not take one of so many parts.
            List<String> judged = new ArrayList<>();
            checks.forEach(one -> judged.add(one.right() + " as c" + judged.size()));
            failing = numbers(
                            engine,
                            "select " + failing("c", judged.size()) + " from (select " + String.join(", ", judged)
                                    + " from " + sql.source() + ") judged",
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
        StringBuilder any = new StringBuilder("count(*) filter (where ");
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
            return asked(checks, engine -> {
                List<Counted> problems = new ArrayList<>();
                CheckSql sql = sql();
                List<Written> written = written(sql, checks, problems);
                List<Written> wanted = written.stream()
                        .filter(one -> only.contains(one.named().id()))
                        .toList();
                List<String> key = version.key().isEmpty() ? version.columns() : version.key();
                if (wanted.isEmpty()) {
                    return new Page(version.columns(), key, List.of(), 0);
                }
                Map<String, String> types = table.types(version.id());
                String where =
                        " where (" + wanted.stream().map(one -> wrong(one)).collect(Collectors.joining(" or ")) + ")"
                                + (words == null ? "" : " and " + contains(key, types, words));
                long total = number(engine, "select count(*) from " + sql.source() + where);
                return new Page(
                        version.columns(),
                        key,
                        rows(
                                engine,
                                "select " + values(written, types) + " from " + sql.source() + where + " order by "
                                        + LakeReader.order(version) + LakeSql.page(size, offset),
                                written),
                        total);
            });
        } catch (Cancelled never) {
            throw new IllegalStateException(never);
        }
    }

    private String contains(List<String> key, Map<String, String> types, String words) {
        LakeSql sql = table.engine().sql();
        return key.stream()
                .map(name -> sql.contains(sql.lower(text(name, types)), sql.lower(Quote.text(words))))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String text(String column, Map<String, String> types) {
        return table.engine().sql().text(Quote.name(column), String.valueOf(types.get(column)));
    }

    private String values(List<Written> checks, Map<String, String> types) {
        List<String> select = new ArrayList<>();
        checks.forEach(one -> select.add(wrong(one)));
        version.columns().forEach(name -> select.add(text(name, types)));
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
            asked(List.of(new Named("", check)), engine -> {
                CheckSql sql = sql();
                try (Statement statement = engine.createStatement()) {
                    statement.executeQuery(select(sql.right(check), sql)).close();
                } catch (MissingColumn missing) {
                    throw new Unfit(Condition.refused(ConditionRefused.Reason.COLUMN, "name", missing.column()));
                } catch (ConditionRefused refused) {
                    throw new Unfit(refused);
                } catch (SQLException says) {
                    if (!table.engine().isOfStatement(says)) {
                        throw says;
                    }
                    throw new Unfit(
                            Condition.refused(ConditionRefused.Reason.TYPES, "detail", LakeEngine.firstLine(says)));
                }
                return true;
            });
        } catch (Unfit unfit) {
            throw unfit.refused;
        } catch (Cancelled never) {
            throw new IllegalStateException(never);
        }
    }

    /// The source is asked for after the expression was written, which shares parts in it.
    private static String select(String expression, CheckSql sql) {
        return "select " + expression + " from " + sql.source() + " limit 0";
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
            return asked(List.of(), engine -> {
                Columns columns = new Columns(table, version);
                List<@Nullable String> found = new ArrayList<>();
                String asked;
                List<String> equal = new ArrayList<>();
                try {
                    asked = columns.stored(column);
                    for (Map.Entry<String, String> part : key.entrySet()) {
                        equal.add(columns.stored(part.getKey()) + " = " + Quote.text(part.getValue()));
                    }
                } catch (MissingColumn missing) {
                    return found;
                }
                if (equal.isEmpty()) {
                    return found;
                }
                try (Statement statement = engine.createStatement();
                        ResultSet rows = statement.executeQuery("select " + asked + " from " + columns.source()
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

    /// The files of the version and of those with which checks compare.
    private HeldFiles hold(List<Named> checks) throws LakeRefused {
        List<LakeTable.Part> parts = new ArrayList<>();
        parts.add(new LakeTable.Part(table, version.id()));
        for (Named named : checks) {
            // One that is not kept any more is the problem of its check.
            if (named.check() instanceof Check.Reference one
                    && one.table().version(one.version().id()).isPresent()) {
                parts.add(new LakeTable.Part(one.table(), one.version().id()));
            }
        }
        return LakeTable.heldForReading(parts);
    }

    private <T> T asked(List<Named> checks, Question<T> question) throws LakeRefused, Cancelled {
        try (HeldFiles _ = hold(checks);
                LakeEngine.Session session = table.engine().open(Math.max(1, checks.size()), THREADS)) {
            return question.ask(session.connection());
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
    private List<Long> numbers(Connection engine, String sql, int width, Listener listener)
            throws SQLException, Cancelled {
        AtomicBoolean ended = new AtomicBoolean();
        try (PreparedStatement statement = engine.prepareStatement(sql)) {
            DoubleSupplier progress = table.engine().progress(statement);
            Thread watch = Thread.ofPlatform()
                    .name("quality-watch")
                    .daemon()
                    .start(() -> watch(statement, progress, listener, ended));
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

    private static void watch(
            PreparedStatement statement, DoubleSupplier progress, Listener listener, AtomicBoolean ended) {
        while (!ended.get()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
                double percent = progress.getAsDouble();
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
