package org.shuguan.dataplane.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;

/// A proposal for a catalog entry. What a person knows and no machine can (sharing, cycle, theme) is left to them.
///
/// @param path the table in its source, behind which the entry is mounted
/// @param formatCategory `database`, `spreadsheet` or `document`; the guide's format category
/// @param formatType the kind within it, for example `postgresql`, `csv`
/// @param grade the highest of the items'
public record DraftEntry(
        String path,
        String title,
        String summary,
        String formatCategory,
        String formatType,
        Grade grade,
        long rows,
        long bytes,
        List<Item> items) {
    /// One item 信息项.
    ///
    /// @param name its title for people
    /// @param physicalName the column
    /// @param type the guide's letter: C text, N number, D date, T time, I integer, B double, L logical, Y money,
    /// G binary
    /// @param lengthBytes in bytes, as the guide counts; null where it has none
    /// @param personal category of personal information, null where none
    /// @param detected what the column was found to hold, null where nothing was recognised
    public record Item(
            String name,
            String physicalName,
            String type,
            @Nullable Integer lengthBytes,
            boolean key,
            Grade grade,
            @Nullable String personal,
            @Nullable String detected,
            String reason) {}

    public DraftEntry {
        items = List.copyOf(items);
    }
}
