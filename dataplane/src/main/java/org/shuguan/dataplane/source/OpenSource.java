package org.shuguan.dataplane.source;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An opened source.
public interface OpenSource extends AutoCloseable {
    /// Declared types of binary columns.
    Pattern BINARY =
            Pattern.compile("(?i)(bytea|(tiny|medium|long)?blob|(long)?(var)?binary|raw|long raw|image|bfile)\\b.*");

    /// All tables in order of their paths. Needs few queries, however many tables there are.
    ///
    /// @throws SourceUnreadable if the source as a whole cannot be read
    List<Table> tables() throws SourceUnreadable;

    /// Files, sheets and operations that cannot be read at all; available after [#tables].
    List<Unread> unread();

    /// Makes a table readable for the engine.
    ///
    /// @param sample about how many rows to read, 0 for all
    /// @throws SourceUnreadable if it cannot be read
    Relation relation(Table table, long sample) throws SourceUnreadable;

    /// Makes all rows of a table readable for the engine with their whole values, for a copy of the table. Binary
    /// columns ([#isBinary]) must not be read from it.
    ///
    /// @throws SourceUnreadable if it cannot be read
    Relation whole(Table table) throws SourceUnreadable;

    /// Whether [#whole(Table, Watermark, Watermark.Choice)] can be asked.
    default boolean hasWatermarks() {
        return false;
    }

    /// Like [#whole(Table)], of one state of the table: its watermark is read first, in the transaction in which the
    /// rows are read.
    ///
    /// @param choice asked once, before the first row is read
    /// @throws SourceUnreadable if it cannot be read
    default Relation whole(Table table, Watermark watermark, Watermark.Choice choice) throws SourceUnreadable {
        throw new IllegalStateException("this source has no watermarks");
    }

    /// Whether a column has bytes and not text: the relations have their lengths only.
    default boolean isBinary(Table.Column column) {
        return BINARY.matcher(column.declaredType()).matches();
    }

    /// Checks that rows can be read, for sources where listing the tables does not prove it.
    ///
    /// @throws SourceUnreadable with the reason if they cannot
    default void checkRows(List<Table> tables) throws SourceUnreadable {
        // Listing the tables of a database has already needed a sign-in.
    }

    /// How the file of a table is read; null for other sources.
    default @Nullable Reading reading(Table table) {
        return null;
    }

    /// Hints about a table.
    default List<Note> notes(Table table) {
        return List.of();
    }

    @Override
    void close();

    /// Something that cannot be read, with the reason. Everything unread is reported.
    record Unread(String path, SourceUnreadable.Reason reason, String detail) {}
}
