package org.shuguan.dataplane.source;

import java.util.List;

/// The region of a file that contains a table.
///
/// @param part lines of the table
/// @param first index of its first column
/// @param width number of cells of its lines, counted from the beginning of the line
/// @param shown index after its last column; columns at the end without name and values are left out
/// @param names column names
record TableRegion(Reading.Part part, int first, int width, int shown, List<String> names) {
    /// @param merged merged cells of a sheet
    /// @param whole whether all lines were examined, so that empty columns are known to be empty
    static TableRegion of(Reading.Part part, LineBlock block, MergedCells merged, boolean sheet, boolean whole) {
        int first = sheet ? block.first() : 0;
        int width = Math.max(sheet ? block.extent() : block.width(), first);
        List<ParsedLine> header =
                block.head().subList(0, Math.min(part.headerRows(), block.head().size()));
        int shown = whole && block.extent() > first ? Math.min(width, block.extent()) : width;
        return new TableRegion(part, first, width, shown, HeaderDetector.names(merged.groups(header), first, shown));
    }
}
