package org.shuguan.server.indicator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Permission;
import org.shuguan.server.platform.Rows;

/// A figure, declared once by the module that owns the rows. Its name is the text `indicator.<key>`, its meaning
/// `indicator.<key>.means`, its unit of measure `indicator.measure.<measure>`.
///
/// @param key module and name: `catalog.published`; stable, because snapshots are kept under it
/// @param better in which direction it is better
/// @param counting counts it for all units in one pass
/// @param seen whoever has one of these permissions for a unit sees its rows, and so its figure
/// @param rows the rows behind it, or behind its numerator
/// @param whole the rows behind its denominator, null if it is a number
/// @param absent why a unit has none that was not counted; null where that is zero
/// @param overlapping whether a row can stand for several units, so that the rows of all units are fewer than the sum
/// @param known selects the first day from which the counting is right for past days too, null if it is right only
///     now; then the series begins with the first snapshot
public record Indicator(
        String key,
        Kind kind,
        String measure,
        Better better,
        Counting counting,
        List<Permission> seen,
        RowsLink rows,
        @Nullable RowsLink whole,
        @Nullable Absence absent,
        boolean overlapping,
        @Nullable String known) {
    /// What kind of figure it is.
    public enum Kind {
        /// a number of things; numbers of units add up
        NUMBER,
        /// how many in a hundred
        PERCENT,
        /// the mean of a number of the rows
        MEAN;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// In which direction a figure is better.
    public enum Better {
        MORE,
        LESS,
        /// it is neither good nor bad
        NEITHER;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    public Indicator {
        seen = List.copyOf(seen);
    }

    /// A number of things.
    public static Indicator number(
            String key, String measure, Better better, Counting counting, RowsLink rows, Permission... seen) {
        return new Indicator(key, Kind.NUMBER, measure, better, counting, List.of(seen), rows, null, null, false, null);
    }

    /// A part of a whole in percent.
    public static Indicator percent(
            String key, Better better, Counting counting, RowsLink rows, RowsLink whole, Permission... seen) {
        return new Indicator(
                key, Kind.PERCENT, "percent", better, counting, List.of(seen), rows, whole, null, false, null);
    }

    /// The mean of a number of the rows.
    public static Indicator mean(
            String key, String measure, Better better, Counting counting, RowsLink rows, Permission... seen) {
        return new Indicator(key, Kind.MEAN, measure, better, counting, List.of(seen), rows, rows, null, false, null);
    }

    /// The same, absent for units that were not counted.
    public Indicator absent(Absence because) {
        return new Indicator(key, kind, measure, better, counting, seen, rows, whole, because, overlapping, known);
    }

    /// The same, right for past days too, because its rows are dated.
    ///
    /// @param sql selects the first day of which its rows can tell, null without rows
    public Indicator dated(String sql) {
        return new Indicator(key, kind, measure, better, counting, seen, rows, whole, absent, overlapping, sql);
    }

    /// The same, of rows that can stand for several units.
    public Indicator overlapped() {
        return new Indicator(key, kind, measure, better, counting, seen, rows, whole, absent, true, known);
    }

    /// The module that declared it.
    public String module() {
        return key.substring(0, key.indexOf('.'));
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
