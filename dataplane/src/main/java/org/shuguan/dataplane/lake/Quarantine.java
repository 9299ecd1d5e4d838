package org.shuguan.dataplane.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Quote;

/// The values that did not fit, of one collection, in a file. It has real values: who reads it for a person masks
/// them.
public final class Quarantine {
    private static final int LONGEST_SHOWN = 1000;

    /// One value that does not fit, or a line that is no row.
    ///
    /// @param row the row's number in the source: of its line in a file, else in the order of reading
    /// @param key the row's key, null if it has none
    /// @param column null for a line that is no row
    /// @param value at most its first 1000 characters
    /// @param reason a stable word
    /// @param wanted the type of the column, or why the line is no row
    public record Entry(
            long row,
            @Nullable String key,
            @Nullable String column,
            @Nullable String value,
            String reason,
            String wanted) {}

    /// A page of entries with their number.
    public record Page(List<Entry> entries, long total) {}

    private Quarantine() {}

    static String quoted(String text) {
        return Quote.text(text);
    }

    /// The statement that writes the file.
    ///
    /// @param values query of the values
    /// @param lines SQL rows of lines that are no rows
    static String copy(String values, List<String> lines, Path file) {
        String all = "select * from (" + values + ") t(r, key, name, value, reason, wanted)";
        if (!lines.isEmpty()) {
            all += " union all select * from (values " + String.join(", ", lines) + ")";
        }
        return "copy (select cast(r as bigint) as r, cast(key as varchar) as key, cast(name as varchar) as name,"
                + " left(cast(value as varchar), " + LONGEST_SHOWN + ") as value, reason, wanted from (" + all
                + ") order by r, name) to " + quoted(file.toString()) + " (format parquet, compression zstd)";
    }

    /// The query for the number of rows in the file, without lines that are no rows.
    static String rowsIn(Path file) {
        return "select count(distinct r) from read_parquet(" + quoted(file.toString()) + ") where name is not null";
    }

    /// By what entries are sorted.
    public enum Order {
        ROW("r"),
        COLUMN("name"),
        REASON("reason");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    /// What is asked of a quarantine.
    ///
    /// @param like pattern of SQL for the names of columns and the numbers of rows
    /// @param reason only this reason, null for all
    public record Query(String like, @Nullable String reason, Order order, boolean descending, long offset, int size) {}

    /// Reads a part of a quarantine.
    ///
    /// @return an empty page if there is no such file: everything fitted
    public static Page read(Path file, Query query) throws LakeRefused {
        if (!Files.exists(file)) {
            return new Page(List.of(), 0);
        }
        String from = " from read_parquet(" + quoted(file.toString())
                + ") where (? is null or reason = ?)"
                + " and (coalesce(name, '') ilike ? escape '\\' or cast(r as varchar) ilike ? escape '\\')";
        String order = " order by " + query.order().sql + (query.descending() ? " desc" : "") + " nulls last, r, name";
        try (Connection engine = Engine.open(1);
                PreparedStatement count = engine.prepareStatement("select count(*)" + from);
                PreparedStatement rows = engine.prepareStatement(
                        "select r, key, name, value, reason, wanted" + from + order + " limit ? offset ?")) {
            filter(count, query);
            filter(rows, query);
            rows.setInt(5, query.size());
            rows.setLong(6, query.offset());
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            String.valueOf(row.getString(5)),
                            String.valueOf(row.getString(6))));
                }
            }
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page(entries, total.getLong(1));
            }
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.ENGINE, "quarantine", e);
        }
    }

    private static void filter(PreparedStatement statement, Query query) throws SQLException {
        statement.setString(1, query.reason());
        statement.setString(2, query.reason());
        statement.setString(3, query.like());
        statement.setString(4, query.like());
    }
}
