package org.shuguan.dataplane.census;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Table;

/// What a census found in one table. Values of personal columns are masked already: nothing that leaves the census
/// tells about a person.
///
/// @param profile null where the table could not be read
/// @param classifications one per column, empty where the table could not be read
/// @param problem why it could not be read, null where it was
/// @param reading how the file was read, null for what describes itself
/// @param notes what should be known besides: hidden columns, lines around the table
public record TableResult(
        Table table,
        @Nullable TableProfile profile,
        List<Classification> classifications,
        @Nullable Problem problem,
        @Nullable Reading reading,
        List<Note> notes) {
    /// @param reason a word of `SourceUnreadable.Reason`
    public record Problem(String reason, String detail) {}

    public TableResult {
        classifications = List.copyOf(classifications);
        // Results that were kept before there were notes have none.
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
