package org.shuguan.dataplane.capture;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.KeptOut;
import org.shuguan.dataplane.source.Quote;

/// Writes the rows of a captured table into a table of PostgreSQL, in transactions that its caller ends together with
/// the position up to which the rows are true. Of several changes of one row within a transaction the last counts.
final class ServingCopy {
    private static final int MOST_PENDING = 5000;

    private final Connection connection;
    private final CapturedTable table;
    private final KeptOut keptOut;
    private final Set<String> cameBack = ConcurrentHashMap.newKeySet();
    private final int[] keyPlaces;
    private final String name;
    private final String upsert;
    private final String delete;
    /// By key: the row, or null if it is gone.
    private final Map<List<String>, @Nullable List<@Nullable String>> pending = new LinkedHashMap<>();

    /// @param name of the table that takes the rows, quoted
    /// @param keptOut removed keys whose rows it does not take
    ServingCopy(Connection connection, CapturedTable table, String name, KeptOut keptOut) {
        this.connection = connection;
        this.table = table;
        this.keptOut = keptOut;
        this.keyPlaces = table.keyPlaces();
        this.name = name;
        String arrays =
                table.columns().stream().map(column -> "cast(? as text[])").collect(Collectors.joining(", "));
        String places = places(table.columns().size());
        String others = table.columns().stream()
                .filter(column -> !table.key().contains(column.name()))
                .map(column -> Quote.name(column.name()) + " = excluded." + Quote.name(column.name()))
                .collect(Collectors.joining(", "));
        List<String> casts = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            casts.add("cast(u.c" + i + " as " + table.columns().get(i).kept() + ")");
        }
        this.upsert = "insert into " + name + " ("
                + names(table.columns().stream().map(CapturedTable.Column::name).toList())
                + ") select " + String.join(", ", casts) + " from unnest(" + arrays + ") as u(" + places
                + ") on conflict (" + names(table.key()) + ") do "
                + (others.isEmpty() ? "nothing" : "update set " + others);
        List<String> same = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            same.add("t." + Quote.name(table.key().get(i)) + " = cast(u.c" + i + " as "
                    + table.column(table.key().get(i)).kept() + ")");
        }
        this.delete = "delete from " + name + " t using unnest("
                + table.key().stream().map(key -> "cast(? as text[])").collect(Collectors.joining(", "))
                + ") as u(" + places(table.key().size()) + ") where " + String.join(" and ", same);
    }

    /// The statement that makes a table for the copy.
    static String create(CapturedTable table, String name) {
        return "create table " + name + " ("
                + table.columns().stream()
                        .map(column -> Quote.name(column.name()) + " " + column.kept())
                        .collect(Collectors.joining(", "))
                + ", primary key (" + names(table.key()) + "))";
    }

    private static String names(List<String> names) {
        return names.stream().map(Quote::name).collect(Collectors.joining(", "));
    }

    private static String places(int count) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add("c" + i);
        }
        return String.join(", ", places);
    }

    /// The digests of removed keys that came and were left out since this was asked last.
    Set<String> cameBack() {
        Set<String> all = Set.copyOf(cameBack);
        cameBack.removeAll(all);
        return all;
    }

    /// A row that must not come back is left out; under the key that it had before it is gone.
    private Change allowed(Change change) {
        List<@Nullable String> values = change.values();
        if (values == null || keptOut.isEmpty()) {
            return change;
        }
        Map<String, String> sent = new HashMap<>();
        Map<String, String> written = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value != null) {
                String column = table.columns().get(i).name().toLowerCase(Locale.ROOT);
                sent.put(column, value);
                written.put(column, written(table.columns().get(i).kept(), value));
            }
        }
        // The lake may have the column as text or as number: either way of writing is the removed key.
        Optional<String> removed = keptOut.found(sent).or(() -> keptOut.found(written));
        removed.ifPresent(cameBack::add);
        return removed.isPresent() ? Change.gone(change.key()) : change;
    }

    /// A value as the engine of the lake writes it.
    private static String written(String type, String value) {
        if (type.startsWith("numeric") && value.contains(".")) {
            return value.replaceFirst("0+$", "").replaceFirst("\\.$", "");
        }
        return type.startsWith("timestamp") ? value.replace('T', ' ') : value;
    }

    void change(Change sent) throws SQLException {
        Change change = allowed(sent);
        List<@Nullable String> values = change.values();
        if (values == null) {
            pending.put(change.key(), null);
        } else {
            List<String> key = key(values);
            boolean moved = !key.equals(change.key());
            if (moved || change.isPart()) {
                write();
                rewrite(change, values, key, moved);
                return;
            }
            pending.put(key, values);
        }
        if (pending.size() >= MOST_PENDING) {
            write();
        }
    }

    private List<String> key(List<@Nullable String> values) {
        List<String> key = new ArrayList<>();
        for (int place : keyPlaces) {
            key.add(Objects.requireNonNull(values.get(place)));
        }
        return List.copyOf(key);
    }

    /// Changes a row in place: its key, or those of its values that the source has sent.
    private void rewrite(Change change, List<@Nullable String> values, List<String> key, boolean moved)
            throws SQLException {
        if (moved) {
            delete(List.of(key));
        }
        List<String> sets = new ArrayList<>();
        List<@Nullable String> bound = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!change.same().contains(i)) {
                sets.add(Quote.name(table.columns().get(i).name()) + " = cast(? as "
                        + table.columns().get(i).kept() + ")");
                bound.add(values.get(i));
            }
        }
        List<String> where = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            where.add(Quote.name(table.key().get(i)) + " = cast(? as "
                    + table.column(table.key().get(i)).kept() + ")");
            bound.add(change.key().get(i));
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "update " + name + " set " + String.join(", ", sets) + " where " + String.join(" and ", where))) {
            for (int i = 0; i < bound.size(); i++) {
                statement.setString(i + 1, bound.get(i));
            }
            if (statement.executeUpdate() != 1) {
                throw new SQLException("a row that the source has changed is not in the copy");
            }
        }
    }

    void truncate() throws SQLException {
        pending.clear();
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from " + name);
        }
    }

    /// Sends what is pending to the database; the caller commits.
    void write() throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        List<List<String>> gone = new ArrayList<>();
        List<List<@Nullable String>> rows = new ArrayList<>();
        pending.forEach((key, row) -> {
            if (row == null) {
                gone.add(key);
            } else {
                rows.add(row);
            }
        });
        pending.clear();
        delete(gone);
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (int column = 0; column < table.columns().size(); column++) {
                @Nullable String[] values = new @Nullable String[rows.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = rows.get(row).get(column);
                }
                bind(statement, column + 1, values);
            }
            statement.executeUpdate();
        }
    }

    private void delete(List<List<String>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            for (int column = 0; column < table.key().size(); column++) {
                @Nullable String[] values = new @Nullable String[keys.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = keys.get(row).get(column);
                }
                bind(statement, column + 1, values);
            }
            statement.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int place, @Nullable String[] values) throws SQLException {
        Array array = connection.createArrayOf("text", values);
        statement.setArray(place, array);
        array.free();
    }

    /// Forgets what is pending; the caller rolls back.
    void forget() {
        pending.clear();
    }
}
