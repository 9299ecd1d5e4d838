package org.shuguan.dataplane.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a consumer asks of what its grant gives.
///
/// @param filter on the values as the consumer sees them
/// @param fields names of items, in this order; empty for all that are given
/// @param order of the values as the consumer sees them; rows without a value are last
/// @param after where the page begins, null for the first
/// @param limit most rows of the page
public record Question(
        RowFilter filter,
        List<String> fields,
        List<Sort> order,
        @Nullable Cursor after,
        int limit,
        Counting counting) {
    /// The most rows of a page.
    public static final int MOST_ROWS = 10_000;

    /// The most items to order by.
    public static final int MOST_SORTS = 10;

    /// An item to order by.
    public record Sort(String item, boolean descending) {}

    /// Whether all rows that fulfil the filter are counted.
    public enum Counting {
        NONE,
        EXACT,
        /// up to [#COUNTED] exactly; more cost too much
        BOUNDED;

        /// Where a bounded count ends.
        public static final int COUNTED = 10_000;
    }

    /// @throws IllegalArgumentException if the limit is out of its range
    public Question {
        fields = List.copyOf(fields);
        order = List.copyOf(order);
        if (limit < 0 || limit > MOST_ROWS || order.size() > MOST_SORTS) {
            throw new IllegalArgumentException("limit or order");
        }
    }
}
