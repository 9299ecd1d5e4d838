package org.shuguan.dataplane.census;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.LocalPaths;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Table;

/// What a census found in one table. Values of personal columns are already masked: a result does not identify a
/// person.
///
/// @param profile null if the table could not be read
/// @param classifications one per column, empty if the table could not be read
/// @param problem why it could not be read, null if it was
/// @param reading how the file was read, null for databases and formats that describe themselves
/// @param notes hints about the table: hidden columns, lines around the table
public record TableResult(
        Table table,
        @Nullable TableProfile profile,
        List<Classification> classifications,
        @Nullable Problem problem,
        @Nullable Reading reading,
        List<Note> notes) {
    /// Why a table could not be read.
    ///
    /// @param reason name of a [org.shuguan.dataplane.source.SourceUnreadable.Reason]
    /// @param detail the message of the source, masked
    public record Problem(String reason, String detail) {
        public Problem {
            detail = LocalPaths.hidden(detail);
        }
    }

    public TableResult {
        classifications = List.copyOf(classifications);
        // Results stored by older versions have no notes.
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    public TableResult(
            Table table,
            @Nullable TableProfile profile,
            List<Classification> classifications,
            @Nullable Problem problem) {
        this(table, profile, classifications, problem, null, List.of());
    }
}
