package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as its source declares it.
///
/// @param schema the database's schema; the folder of a file, empty for the topmost
/// @param name the table's name, the file's name (with its sheet)
/// @param estimatedRows as the source's statistics have it, -1 where it has none
/// @param bytes what it takes on disk, -1 where unknown
/// @param keys primary and unique keys, the primary one first
public record Table(
        String schema,
        String name,
        Kind kind,
        @Nullable String comment,
        long estimatedRows,
        long bytes,
        List<Column> columns,
        List<Key> keys,
        List<Reference> references) {
    public enum Kind {
        TABLE,
        VIEW,
        FILE,
        /// an operation of an interface
        API
    }

    /// @param declaredType as the source writes it: `character varying(18)`
    /// @param length declared length in characters, null where there is none
    public record Column(
            String name,
            String declaredType,
            @Nullable Integer length,
            boolean nullable,
            @Nullable String comment) {}

    public record Key(boolean primary, List<String> columns) {}

    /// A declared foreign key.
    public record Reference(List<String> columns, String schema, String table, List<String> referenced) {}

    public Table {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        references = List.copyOf(references);
    }

    /// `schema.name`, by which a run knows it.
    public String path() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    public boolean isPrimary(String column) {
        return keys.stream().anyMatch(key -> key.primary() && key.columns().contains(column));
    }
}
