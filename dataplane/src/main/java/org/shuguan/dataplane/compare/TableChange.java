package org.shuguan.dataplane.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The difference in a table between two censuses.
///
/// @param path the table's present path; its last path if it is gone
/// @param formerPath its probable former path, null unless the table was probably renamed
/// @param rowsBefore number of rows, -1 if unknown, like the following figures
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
    /// What happened to the table.
    public enum Kind {
        NEW,
        GONE,
        RENAMED,
        /// columns, types, keys or comments changed
        ALTERED,
        /// the same table with other content
        CONTENT,
        SAME,
        /// no difference was found, but only a sample was read
        SIMILAR,
        /// one of the two censuses could not read it
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
