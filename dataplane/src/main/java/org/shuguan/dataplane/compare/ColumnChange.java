package org.shuguan.dataplane.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a column, or of what its table says of itself.
///
/// @param column its name, the newer one where it was renamed; empty for the table's own comment
/// @param before null where there was nothing
/// @param likeness in percent, how sure it is that it was renamed; null for all else
public record ColumnChange(
        Kind kind,
        String column,
        @Nullable String before,
        @Nullable String after,
        @Nullable Integer likeness) {
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

        /// Whether whoever uses the table must know it.
        public boolean structural() {
            return this != COMMENT;
        }
    }

    static ColumnChange of(Kind kind, String column, @Nullable String before, @Nullable String after) {
        return new ColumnChange(kind, column, before, after, null);
    }
}
