package org.shuguan.dataplane.source;

import java.util.List;

/// A table that was found in a file.
///
/// @param first the column it begins in
/// @param width of its lines, from the line's beginning
/// @param shown how many columns it has: those at the end that have neither name nor value are none
record Found(Reading.Part part, int first, int width, int shown, List<String> names) {
    /// @param whole whether all lines were seen, so that an empty column is known to be empty
    static Found of(Reading.Part part, Block block, boolean sheet, boolean whole) {
        int first = sheet ? block.first() : 0;
        int width = Math.max(sheet ? block.extent() : block.width(), first);
        List<Line> header =
                block.head().subList(0, Math.min(part.headerRows(), block.head().size()));
        int shown = whole && block.extent() > first ? Math.min(width, block.extent()) : width;
        return new Found(part, first, width, shown, Header.names(header, first, shown));
    }
}
