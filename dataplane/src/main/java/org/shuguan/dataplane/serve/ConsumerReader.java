package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Condition.Operator;

/// The one reader of rows for consumers. It applies a grant's rows, items and masks; what is not granted cannot be
/// named, and is refused before any SQL exists. Filters, orders and counts work on values as the consumer sees them.
public final class ConsumerReader {
    /// The name of the column that says how a row differs: `added`, `changed` or `gone`.
    public static final String CHANGE = "_change";

    private static final int FETCHED = 1000;

    private ConsumerReader() {}

    /// Reads a page.
    ///
    /// @throws ReadRefused if the question is not answered
    /// @throws SourceAway if there is no answer now
    public static Answer read(ServedTable table, Granted granted, Question question) throws ReadRefused, SourceAway {
        List<ServedItem> visible = visible(granted);
        mustBeGiven(visible, question);
        View view = View.of(table, granted, visible);
        Paging paging = Paging.of(view, question, table.version());
        List<String> fields = question.fields().isEmpty() ? view.order() : question.fields();
        Sql rows = paging.rows(view, question, fields);
        Sql count = counted(view, question);
        return table.ask(connection -> {
            List<List<@Nullable Object>> read = rows(connection, rows, paging.kinds(view, fields));
            Answer.Count counted = count == null ? null : count(connection, count, question.counting());
            return paging.answer(view, fields, read, counted, table.version(), question.limit());
        });
    }

    /// Gives all granted rows, one by one, in the order of the key, or of all values where the consumer does not see
    /// the key: never in the table's own order, which may tell of values that are masked.
    ///
    /// @return their number
    /// @throws SourceAway if there is no answer, or none any more: then what the sink took is not whole
    public static long snapshot(ServedTable table, Granted granted, RowSink sink) throws ReadRefused, SourceAway {
        View view = View.of(table, granted, visible(granted));
        Paging paging = Paging.of(
                view,
                new Question(RowFilter.ALL, List.of(), List.of(), null, 0, Question.Counting.NONE),
                table.version());
        Sql sql = paging.all(view);
        List<ColumnKind> kinds = new ArrayList<>();
        for (String item : view.order()) {
            kinds.add(view.column(item).kind());
        }
        return table.ask(connection -> streamed(connection, table.dialect(), sql, view.order(), kinds, sink));
    }

    /// Gives the rows that differ between two versions of a table as the consumer sees them: a row is changed only if
    /// a value changed that it sees, and gone too if it is not granted any more. The first column, [#CHANGE], says
    /// how it differs; of a row that is gone only the key is given.
    ///
    /// @return their number
    /// @throws ReadRefused unless both versions have the granted items, and the same unique key, given in clear
    public static long changes(LakeServed older, LakeServed newer, Granted granted, RowSink sink)
            throws ReadRefused, SourceAway {
        View now = View.of(newer, granted, visible(granted));
        View then = then(older, granted);
        if (now.key().isEmpty() || !now.key().equals(then.key())) {
            throw ReadRefused.notComparable();
        }
        List<String> same = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<String> by = new ArrayList<>();
        List<String> differs = new ArrayList<>();
        List<ColumnKind> kinds = new ArrayList<>();
        List<String> names = new ArrayList<>();
        kinds.add(ColumnKind.TEXT);
        names.add(CHANGE);
        for (String item : now.order()) {
            String name = now.column(item).name();
            kinds.add(now.column(item).kind());
            names.add(item);
            if (now.key().contains(item)) {
                if (now.column(item).kind() != then.column(item).kind()) {
                    throw ReadRefused.notComparable();
                }
                same.add("o." + name + " = n." + name);
                by.add(Integer.toString(selected.size() + 2));
                selected.add("coalesce(n." + name + ", o." + name + ")");
            } else {
                differs.add("cast(n." + name + " as varchar) is distinct from cast(o." + name + " as varchar)");
                selected.add("n." + name);
            }
        }
        String first = now.column(now.key().getFirst()).name();
        Sql sql = Sql.of("select case when o." + first + " is null then 'added' when n." + first
                        + " is null then 'gone' else 'changed' end, " + String.join(", ", selected) + " from (")
                .add(then.sql())
                .add(") o full join (")
                .add(now.sql())
                .add(") n on " + String.join(" and ", same) + " where o." + first + " is null or n." + first
                        + " is null"
                        + (differs.isEmpty() ? "" : " or " + String.join(" or ", differs))
                        + " order by " + String.join(", ", by));
        return newer.ask(connection -> streamed(connection, newer.dialect(), sql, names, kinds, sink));
    }

    /// The older version; one that has other columns than the grant needs cannot be compared.
    private static View then(LakeServed older, Granted granted) throws ReadRefused, SourceAway {
        try {
            return View.of(older, granted, visible(granted));
        } catch (SourceAway away) {
            if (away.reason() == SourceAway.Reason.CHANGED) {
                throw ReadRefused.notComparable();
            }
            throw away;
        }
    }

    private static List<ServedItem> visible(Granted granted) throws ReadRefused {
        List<ServedItem> visible = granted.visible();
        if (visible.isEmpty()) {
            throw ReadRefused.onlyVerified();
        }
        return visible;
    }

    /// Says of each tuple of values whether a granted row has them, without delivering anything. A tuple names every
    /// item of the grant. An item that is not delivered is compared with its real values, a masked one as it is
    /// seen: nobody learns more of it than by reading.
    public static List<Boolean> verify(ServedTable table, Granted granted, List<Map<String, String>> tuples)
            throws ReadRefused, SourceAway {
        List<String> names = granted.items().stream().map(ServedItem::name).toList();
        for (Map<String, String> tuple : tuples) {
            if (!tuple.keySet().equals(new HashSet<>(names))) {
                throw ReadRefused.incomplete(String.join(", ", names));
            }
        }
        View view = View.of(table, granted, granted.items());
        List<Sql> questions = new ArrayList<>();
        for (Map<String, String> tuple : tuples) {
            questions.add(Sql.of("select 1")
                    .add(view.from(same(view, granted, tuple)))
                    .add(" limit 1"));
        }
        return table.ask(connection -> {
            List<Boolean> answers = new ArrayList<>();
            for (Sql question : questions) {
                answers.add(
                        !rows(connection, question, List.of(ColumnKind.WHOLE)).isEmpty());
            }
            return answers;
        });
    }

    private static RowFilter same(View view, Granted granted, Map<String, String> tuple) throws ReadRefused {
        List<Condition> conditions = new ArrayList<>();
        for (ServedItem item : granted.items()) {
            Condition.Type type = view.column(item.name()).kind().type();
            String value = Objects.requireNonNull(tuple.get(item.name()));
            boolean seen =
                    item.mask().kind() != ItemMask.Kind.CLEAR && item.mask().kind() != ItemMask.Kind.DROP;
            String compared = seen ? String.valueOf(item.mask().apply(value, granted.key())) : value;
            try {
                conditions.add(new Condition(item.name(), Operator.EQ, type, List.of(compared)));
            } catch (IllegalArgumentException e) {
                throw ReadRefused.type(item.name(), type);
            }
        }
        return new RowFilter(conditions);
    }

    /// Refuses what is not granted before the source is asked for anything.
    private static void mustBeGiven(List<ServedItem> visible, Question question) throws ReadRefused {
        HashSet<String> given = new HashSet<>();
        visible.forEach(item -> given.add(item.name()));
        List<String> named = new ArrayList<>(question.fields());
        question.order().forEach(sort -> named.add(sort.item()));
        question.filter().conditions().forEach(condition -> named.add(condition.item()));
        for (String name : named) {
            if (!given.contains(name)) {
                throw ReadRefused.notGranted(name);
            }
        }
    }

    private static @Nullable Sql counted(View view, Question question) throws ReadRefused {
        return switch (question.counting()) {
            case NONE -> null;
            case EXACT -> Sql.of("select count(*)").add(view.from(question.filter()));
            case BOUNDED ->
                Sql.of("select count(*) from (select 1 as one")
                        .add(view.from(question.filter()))
                        .add(" limit " + (Question.Counting.COUNTED + 1) + ") counted");
        };
    }

    private static Answer.Count count(Connection connection, Sql sql, Question.Counting counting) throws SQLException {
        Object found =
                rows(connection, sql, List.of(ColumnKind.WHOLE)).getFirst().getFirst();
        long rows = Long.parseLong(String.valueOf(found));
        boolean more = counting == Question.Counting.BOUNDED && rows > Question.Counting.COUNTED;
        return new Answer.Count(more ? Question.Counting.COUNTED : rows, more);
    }

    private static List<List<@Nullable Object>> rows(Connection connection, Sql sql, List<ColumnKind> kinds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.binds());
            try (ResultSet rows = statement.executeQuery()) {
                List<List<@Nullable Object>> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(row(rows, kinds));
                }
                return read;
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Object> binds) throws SQLException {
        for (int i = 0; i < binds.size(); i++) {
            if (binds.get(i) instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, binds.get(i));
            }
        }
        statement.setFetchSize(FETCHED);
    }

    private static List<@Nullable Object> row(ResultSet rows, List<ColumnKind> kinds) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            row.add(kinds.get(i).read(rows, i + 1));
        }
        return row;
    }

    /// Hands rows on as they come. The drivers keep a whole result in memory unless they are told otherwise: that of
    /// PostgreSQL outside of a transaction, the engine's unless it is set.
    private static long streamed(
            Connection connection, Dialect dialect, Sql sql, List<String> names, List<ColumnKind> kinds, RowSink sink)
            throws SQLException {
        switch (dialect) {
            // The pool sets it back.
            case POSTGRESQL -> connection.setAutoCommit(false);
            case DUCKDB -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set session jdbc_stream_results = true");
                }
            }
            case MYSQL -> {}
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.binds());
            try (ResultSet rows = statement.executeQuery()) {
                sink.begin(columns(rows.getMetaData(), names, kinds));
                long count = 0;
                while (rows.next()) {
                    sink.row(row(rows, kinds));
                    count++;
                }
                return count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RowSink.Column> columns(ResultSetMetaData data, List<String> names, List<ColumnKind> kinds)
            throws SQLException {
        List<RowSink.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean decimal = kinds.get(i) == ColumnKind.DECIMAL;
            columns.add(new RowSink.Column(
                    names.get(i),
                    kinds.get(i),
                    decimal ? data.getPrecision(i + 1) : 0,
                    decimal ? data.getScale(i + 1) : 0));
        }
        return columns;
    }
}
