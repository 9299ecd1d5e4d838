package org.shuguan.dataplane.lake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;

/// What is to be collected: a table of a source, into a table of the lake.
///
/// @param path the table's path in its source; null for the table of a file that has the columns
/// @param table name of the lake's table
/// @param run what names the version: if the lake has a version of this run, it is not collected again
/// @param quarantine file for the values that do not fit
/// @param silence longest time without a row from the source
/// @param growth how the table grows, null if it is collected in full each time
/// @param facts what else the version says of itself, by names of [LakeTable]'s kind
public record Collection(
        Source source,
        @Nullable String path,
        String table,
        List<Field> fields,
        String run,
        Path quarantine,
        Duration silence,
        @Nullable Growth growth,
        Map<String, String> facts) {
    /// A column to be collected.
    ///
    /// @param letter the guide's letter of its type, see [LakeType#of]
    /// @param declared the type that the source declared when the column was described, empty if unknown; rows of a
    ///     file get the same types
    public record Field(
            String column,
            @Nullable String letter,
            @Nullable Integer lengthBytes,
            boolean key,
            String declared,
            @Nullable String comment) {}

    /// How rows that are new or changed are found, so that only they are read. Needs a key.
    ///
    /// @param watermark a column of the source's table whose value grows whenever a row is added or changed
    /// @param overlap how far below the last watermark is read again, for rows that were written before it and
    ///     became visible after it; in the unit of its [org.shuguan.dataplane.source.Watermark.Kind]
    /// @param fullEvery each collection of this number is a full load, by which deleted rows are found; 0 for none
    /// @param full whether this collection is to be a full load
    /// @param origin what the source is; a version of another origin is no base of an increment
    public record Growth(String watermark, long overlap, int fullEvery, boolean full, String origin) {
        /// The rows of the source are added to the current version, however that was collected; a row replaces the one
        /// with its key, and of several rows with one key the last counts. A column that no row has is null.
        public static final Growth PUSHED = new Growth("", 0, 0, false, "");

        boolean pushed() {
            return watermark.isEmpty();
        }
    }

    public Collection {
        fields = List.copyOf(fields);
        facts = Map.copyOf(facts);
    }

    /// A collection whose version says nothing else of itself.
    public Collection(
            Source source,
            @Nullable String path,
            String table,
            List<Field> fields,
            String run,
            Path quarantine,
            Duration silence,
            @Nullable Growth growth) {
        this(source, path, table, fields, run, quarantine, silence, growth, Map.of());
    }

    /// A collection in full.
    public Collection(
            Source source,
            @Nullable String path,
            String table,
            List<Field> fields,
            String run,
            Path quarantine,
            Duration silence) {
        this(source, path, table, fields, run, quarantine, silence, null);
    }

    Map<String, String> declared() {
        Map<String, String> declared = new LinkedHashMap<>();
        // A file declares no types that could have changed.
        fields.forEach(field -> declared.put(field.column(), path == null ? "" : field.declared()));
        if (growth != null && !growth.pushed()) {
            declared.putIfAbsent(growth.watermark(), "");
        }
        return declared;
    }
}
