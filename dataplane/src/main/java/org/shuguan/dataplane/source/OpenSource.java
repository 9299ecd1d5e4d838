package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source that answers.
public interface OpenSource extends AutoCloseable {
    /// What is there, in order of its paths, by few questions however many tables there are.
    ///
    /// @throws SourceUnreadable where the source as a whole cannot be read
    List<Table> tables() throws SourceUnreadable;

    /// Files and sheets that could not be understood at all; known after [#tables].
    List<Unread> unread();

    /// Makes a table readable for the engine.
    ///
    /// @param sample about how many rows are wanted, 0 for all
    /// @throws SourceUnreadable where it cannot be read
    Relation relation(Table table, long sample) throws SourceUnreadable;

    /// Asks whether rows may be read, where seeing the tables does not say so yet.
    ///
    /// @throws SourceUnreadable saying what is wrong
    default void tried(List<Table> tables) throws SourceUnreadable {
        // Who sees a database's tables has signed in already.
    }

    /// How a table of a file is read, null for all others.
    default @Nullable Reading reading(Table table) {
        return null;
    }

    /// What should be known of a table.
    default List<Note> notes(Table table) {
        return List.of();
    }

    @Override
    void close();

    /// Something that was passed over, with its reason: nothing is dropped in silence.
    record Unread(String path, SourceUnreadable.Reason reason, String detail) {}
}
