package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as its source declares it.
///
/// @param schema schema of the database; for files the folder, empty for the top folder
/// @param name name of the table; for files the file name, with its sheet
/// @param comment the table's comment, null if there is none
/// @param estimatedRows number of rows by the source's statistics, -1 if unknown
/// @param bytes size on disk in bytes, -1 if unknown
/// @param keys primary and unique keys, the primary key first
/// @param references declared foreign keys
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
    /// What the table is in its source.
    public enum Kind {
        TABLE,
        VIEW,
        FILE,
        /// an operation of an interface
        API
    }

    /// A column.
    ///
    /// @param declaredType type as the source declares it: `character varying(18)`
    /// @param length declared length in characters, null if there is none
    public record Column(
            String name,
            String declaredType,
            @Nullable Integer length,
            boolean nullable,
            @Nullable String comment) {}

    /// A primary or unique key.
    public record Key(boolean primary, List<String> columns) {}

    /// A declared foreign key.
    ///
    /// @param columns columns of this table
    /// @param schema schema of the referenced table
    /// @param table name of the referenced table
    /// @param referenced referenced columns, in the order of `columns`
    public record Reference(List<String> columns, String schema, String table, List<String> referenced) {}

    public Table {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        references = List.copyOf(references);
    }

    /// A copy with other columns.
    public Table withColumns(List<Column> columns) {
        return new Table(schema, name, kind, comment, estimatedRows, bytes, columns, keys, references);
    }

    /// `schema.name`, or the name alone without a schema; identifies the table in a census.
    public String path() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    /// Whether the column belongs to the primary key.
    public boolean isPrimary(String column) {
        return keys.stream().anyMatch(key -> key.primary() && key.columns().contains(column));
    }
}
