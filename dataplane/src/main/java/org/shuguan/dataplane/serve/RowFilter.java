package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which rows: those that fulfil all conditions. Without conditions all rows.
///
/// Its text is `区县 = '端州区' and 出生日期 >= 1990-01-01 and 状态 in ('1', '2') and 备注 is empty`. Names of items with
/// other characters than letters, digits and `_` are in double quotes, texts in single ones; a quote within is
/// doubled. Numbers, days, times and `true`, `false` have no quotes.
public record RowFilter(List<Condition> conditions) {
    /// All rows.
    public static final RowFilter ALL = new RowFilter(List.of());

    /// The most conditions of a filter.
    public static final int MOST_CONDITIONS = 50;

    /// @throws IllegalArgumentException if there are too many conditions
    public RowFilter {
        conditions = List.copyOf(conditions);
        if (conditions.size() > MOST_CONDITIONS) {
            throw new IllegalArgumentException("more than " + MOST_CONDITIONS + " conditions");
        }
    }

    /// Reads a filter's text. An empty text is [#ALL].
    ///
    /// @throws FilterUnreadable with the place and the reason
    public static RowFilter parse(String text) throws FilterUnreadable {
        return FilterText.read(text);
    }

    /// The rows that fulfil both filters.
    ///
    /// @throws IllegalArgumentException if these are too many conditions
    public RowFilter and(RowFilter other) {
        List<Condition> both = new ArrayList<>(conditions);
        both.addAll(other.conditions);
        return new RowFilter(both);
    }

    /// The filter as [#parse] reads it.
    public String text() {
        return conditions.stream().map(Condition::text).collect(Collectors.joining(" and "));
    }

    @Override
    public String toString() {
        return text();
    }
}
