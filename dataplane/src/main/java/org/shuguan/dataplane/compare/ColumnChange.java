package org.shuguan.dataplane.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A difference in a column, or in the comment of its table, between two censuses.
///
/// @param column the column's name, the newer one if it was renamed; empty for the comment of the table
/// @param before the former value, null if there was none
/// @param after the present value, null if there is none
/// @param likeness how likely the renaming is, in percent; null for all other kinds
public record ColumnChange(
        Kind kind,
        String column,
        @Nullable String before,
        @Nullable String after,
        @Nullable Integer likeness) {
    /// What changed.
    public enum Kind {
        NEW,
        GONE,
        RENAMED,
        TYPE,
        LENGTH,
        NULLABILITY,
        COMMENT,
        KEY;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether the change can break those who use the table.
        public boolean structural() {
            return this != COMMENT;
        }
    }

    static ColumnChange of(Kind kind, String column, @Nullable String before, @Nullable String after) {
        return new ColumnChange(kind, column, before, after, null);
    }
}
