package org.shuguan.server.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Grown;
import org.shuguan.server.platform.Rows;

/// What a version of a plan that is collected by increment says of itself; see [Grown].
///
/// @param increment whether only rows from a watermark on were read
/// @param because stable word: why all rows were read; null for an increment
/// @param column the column of the watermark
/// @param kind `number`, `day` or `time`
/// @param from the least watermark that was read, null for all rows
/// @param upTo up to which watermark the version has the source's rows
/// @param withdrawn rows of the version before whose key is in quarantine now
/// @param gone rows that a full load did not find at the source any more
/// @param missed of the rows of a full load, those that no increment would have found
/// @param without rows of the source without a watermark
/// @param fullAt when all rows were read last
/// @param since number of increments since then
record IncrementFacts(
        boolean increment,
        @Nullable String because,
        String column,
        String kind,
        @Nullable String from,
        @Nullable String upTo,
        long added,
        long replaced,
        long same,
        long withdrawn,
        long gone,
        long missed,
        long without,
        Instant fullAt,
        int since) {
    static IncrementFacts of(Grown grown) {
        return new IncrementFacts(
                grown.increment(),
                grown.because() == null ? null : Rows.word(grown.because()),
                grown.column(),
                Rows.word(grown.kind()),
                grown.from(),
                grown.upTo(),
                grown.added(),
                grown.replaced(),
                grown.same(),
                grown.withdrawn(),
                grown.gone(),
                grown.missed(),
                grown.without(),
                grown.fullAt(),
                grown.since());
    }
}
