package org.shuguan.dataplane.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a table between two censuses.
///
/// @param path where it is now; where it was, if it is gone
/// @param formerPath where it seems to have been, null unless it is a candidate for a renaming
/// @param rowsBefore -1 where unknown, as all figures
public record TableChange(
        Kind kind,
        String path,
        @Nullable String formerPath,
        @Nullable String comment,
        long rowsBefore,
        long rowsAfter,
        long bytesBefore,
        long bytesAfter,
        List<ColumnChange> columns) {
    public enum Kind {
        NEW,
        GONE,
        RENAMED,
        /// columns, types, keys or comments changed
        ALTERED,
        /// the same table with other content
        CONTENT,
        SAME,
        /// as far as can be told: it was sampled
        SIMILAR,
        /// one of the censuses could not read it
        UNREAD;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TableChange {
        columns = List.copyOf(columns);
    }
}
