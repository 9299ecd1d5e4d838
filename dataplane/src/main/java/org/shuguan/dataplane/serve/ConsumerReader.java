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
            List<List<@Nullable Object>> read = rows(connection, table.dialect(), rows, paging.kinds(view, fields));
            Answer.Count counted =
                    count == null ? null : count(connection, table.dialect(), count, question.counting());
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
        return table.ask(connection ->
                streamed(connection, table.dialect(), sql, new Heading(view.order(), kinds, view.key()), sink));
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
        for (String item : now.key()) {
            if (now.column(item).kind() != then.column(item).kind()) {
                throw ReadRefused.notComparable();
            }
        }
        return differences(newer.beside(older), then, now, now.key(), now.order(), sink);
    }

    /// Gives kept changes of rows as the consumer sees them, in their order, as [#changes] gives differences. A row
    /// that changed several times is given several times.
    ///
    /// @return their number
    /// @throws ReadRefused unless the table has a unique key, given in clear
    public static long logged(LoggedChanges changes, Granted granted, RowSink sink) throws ReadRefused, SourceAway {
        List<ServedItem> visible = visible(granted);
        List<ServedItem> numbered = new ArrayList<>(visible);
        numbered.add(new ServedItem(LoggedRows.NUMBER, LoggedRows.NUMBER, ItemMask.CLEAR));
        LoggedRows after = changes.after();
        View now = View.of(after, granted, numbered);
        View then = View.of(changes.before(), granted, numbered);
        if (now.key().isEmpty()) {
            throw ReadRefused.notComparable();
        }
        List<String> given = visible.stream().map(ServedItem::name).toList();
        return differences(after, then, now, List.of(LoggedRows.NUMBER), given, sink);
    }

    /// The rows of two views that differ.
    ///
    /// @param same items that are the same in both rows of a pair, by which pairs are ordered
    /// @param given items that are given
    private static long differences(
            ServedTable table, View then, View now, List<String> same, List<String> given, RowSink sink)
            throws ReadRefused, SourceAway {
        List<String> pairs = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (String item : same) {
            String name = now.column(item).name();
            pairs.add("o." + name + " = n." + name);
            order.add("coalesce(n." + name + ", o." + name + ")");
        }
        List<String> selected = new ArrayList<>();
        List<String> differs = new ArrayList<>();
        List<ColumnKind> kinds = new ArrayList<>(List.of(ColumnKind.TEXT));
        List<String> names = new ArrayList<>(List.of(CHANGE));
        for (String item : given) {
            String name = now.column(item).name();
            kinds.add(now.column(item).kind());
            names.add(item);
            if (now.key().contains(item)) {
                selected.add("coalesce(n." + name + ", o." + name + ")");
            } else {
                differs.add(now.dialect().text("n." + name, now.column(item).kind()) + " is distinct from "
                        + now.dialect().text("o." + name, then.column(item).kind()));
                selected.add("n." + name);
            }
        }
        String first = now.column(same.getFirst()).name();
        Sql sql = Sql.of("select case when o." + first + " is null then 'added' when n." + first
                        + " is null then 'gone' else 'changed' end, " + String.join(", ", selected) + " from (")
                .add(then.sql())
                .add(") o full join (")
                .add(now.sql())
                .add(") n on " + String.join(" and ", pairs) + " where o." + first + " is null or n." + first
                        + " is null"
                        + (differs.isEmpty() ? "" : " or " + String.join(" or ", differs))
                        + " order by " + String.join(", ", order));
        return table.ask(
                connection -> streamed(connection, table.dialect(), sql, new Heading(names, kinds, now.key()), sink));
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
                answers.add(!rows(connection, table.dialect(), question, List.of(ColumnKind.WHOLE))
                        .isEmpty());
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

    private static Answer.Count count(Connection connection, Dialect dialect, Sql sql, Question.Counting counting)
            throws SQLException {
        Object found = rows(connection, dialect, sql, List.of(ColumnKind.WHOLE))
                .getFirst()
                .getFirst();
        long rows = Long.parseLong(String.valueOf(found));
        boolean more = counting == Question.Counting.BOUNDED && rows > Question.Counting.COUNTED;
        return new Answer.Count(more ? Question.Counting.COUNTED : rows, more);
    }

    private static List<List<@Nullable Object>> rows(
            Connection connection, Dialect dialect, Sql sql, List<ColumnKind> kinds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.binds());
            try (ResultSet rows = statement.executeQuery()) {
                List<List<@Nullable Object>> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(row(rows, kinds, dialect));
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

    private static List<@Nullable Object> row(ResultSet rows, List<ColumnKind> kinds, Dialect dialect)
            throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            row.add(kinds.get(i).read(rows, i + 1, dialect));
        }
        return row;
    }

    /// Hands rows on as they come. The drivers keep a whole result in memory unless they are told otherwise: that of
    /// PostgreSQL outside of a transaction, the engine's unless it is set.
    private static long streamed(Connection connection, Dialect dialect, Sql sql, Heading heading, RowSink sink)
            throws SQLException {
        switch (dialect) {
            // The pool sets it back.
            case POSTGRESQL -> connection.setAutoCommit(false);
            case DUCKDB -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set session jdbc_stream_results = true");
                }
            }
            case MYSQL, TRINO -> {}
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.binds());
            try (ResultSet rows = statement.executeQuery()) {
                sink.begin(columns(rows.getMetaData(), heading));
                long count = 0;
                while (rows.next()) {
                    sink.row(row(rows, heading.kinds(), dialect));
                    count++;
                }
                return count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The columns of rows that are handed on.
    ///
    /// @param key names of those that identify a row
    private record Heading(List<String> names, List<ColumnKind> kinds, List<String> key) {}

    private static List<RowSink.Column> columns(ResultSetMetaData data, Heading heading) throws SQLException {
        List<RowSink.Column> columns = new ArrayList<>();
        for (int i = 0; i < heading.names().size(); i++) {
            boolean decimal = heading.kinds().get(i) == ColumnKind.DECIMAL;
            columns.add(new RowSink.Column(
                    heading.names().get(i),
                    heading.kinds().get(i),
                    decimal ? data.getPrecision(i + 1) : 0,
                    decimal ? data.getScale(i + 1) : 0,
                    heading.key().contains(heading.names().get(i))));
        }
        return columns;
    }
}
