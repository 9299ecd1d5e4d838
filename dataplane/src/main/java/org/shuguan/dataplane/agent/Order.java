package org.shuguan.dataplane.agent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Table;
import org.shuguan.dataplane.source.Watermark;

/// What a front-end host shall read. Without a table: which tables there are.
///
/// @param attempt counted by the node: what belongs to an earlier attempt is refused
/// @param session orders of one session use one opened source
/// @param check whether rows must be readable too, for a list of tables
/// @param table the table with the columns to be read; null for the list of tables
/// @param sample about how many rows, 0 for all
/// @param whole whether whole values are wanted
/// @param watermark asked for before the rows, if not all may be wanted
public record Order(
        UUID id,
        int attempt,
        UUID session,
        ReadAddress address,
        boolean check,
        @Nullable Table table,
        long sample,
        boolean whole,
        @Nullable Watermark watermark) {
    /// A copy for another attempt.
    public Order again(int attempt) {
        return new Order(id, attempt, session, address, check, table, sample, whole, watermark);
    }
}
