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
public record Collection(
        Source source,
        @Nullable String path,
        String table,
        List<Field> fields,
        String run,
        Path quarantine,
        Duration silence) {
    /// A column to be collected.
    ///
    /// @param letter the guide's letter of its type, see [LakeType#of]
    /// @param declared the type that the source declared when the column was described, empty if unknown
    public record Field(
            String column,
            @Nullable String letter,
            @Nullable Integer lengthBytes,
            boolean key,
            String declared,
            @Nullable String comment) {}

    public Collection {
        fields = List.copyOf(fields);
    }

    Map<String, String> declared() {
        Map<String, String> declared = new LinkedHashMap<>();
        fields.forEach(field -> declared.put(field.column(), field.declared()));
        return declared;
    }
}
