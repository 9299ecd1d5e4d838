package org.shuguan.dataplane.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of rows as the consumer may see them.
///
/// @param rows values in the order of the fields: String, BigDecimal, Double, LocalDate, LocalDateTime, Boolean, or
/// null
/// @param next where the next page begins, null if this is the last
/// @param count null if it was not asked
/// @param version of the lake's table, null for a live read
public record Answer(
        List<Field> fields,
        List<List<@Nullable Object>> rows,
        @Nullable Cursor next,
        @Nullable Count count,
        @Nullable Long version) {
    /// @param type of the values that are delivered; a masked item is a text
    public record Field(String name, Condition.Type type, ItemMask mask) {}

    /// @param atLeast whether there may be more
    public record Count(long rows, boolean atLeast) {}
}
