package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// What the collections of a plan read: all rows each time, or those that are new or changed.
///
/// @param watermark column of the source's table whose value grows whenever a row is added or changed; null for all
///     rows
/// @param overlap how far below the last watermark is read again: a number, days or minutes, by the column's type
/// @param key columns of the key; empty for the items that the entry marks
/// @param fullEvery each collection of this number reads all rows; 0 for never
public record CollectionWay(Mode mode, @Nullable String watermark, long overlap, List<String> key, int fullEvery) {
    /// What a collection reads.
    public enum Mode {
        /// all rows
        FULL,
        /// rows that are new or changed
        INCREMENT,
        /// nothing: machine clients of the unit send the rows
        PUSH,
        /// the log of changes of the source's database
        CAPTURE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// All rows each time.
    public static final CollectionWay FULL = new CollectionWay(Mode.FULL, null, 0, List.of(), 0);

    /// The log of changes of the source's database; the key is the table's own.
    public static final CollectionWay CAPTURE = new CollectionWay(Mode.CAPTURE, null, 0, List.of(), 0);

    public CollectionWay {
        key = List.copyOf(key);
    }

    /// Rows that are new or changed.
    public static CollectionWay increment(String watermark, long overlap, List<String> key, int fullEvery) {
        return new CollectionWay(Mode.INCREMENT, watermark, overlap, key, fullEvery);
    }

    /// Rows that machine clients of the unit send.
    public static CollectionWay push(List<String> key) {
        return new CollectionWay(Mode.PUSH, null, 0, key, 0);
    }

    Map<String, String> facts() {
        return mode != Mode.INCREMENT
                ? Map.of("mode", mode.word(), "key", String.join(", ", key))
                : Map.of(
                        "mode", mode.word(),
                        "watermark", String.valueOf(watermark),
                        "overlap", Long.toString(overlap),
                        "key", String.join(", ", key),
                        "fullEvery", Integer.toString(fullEvery));
    }
}
