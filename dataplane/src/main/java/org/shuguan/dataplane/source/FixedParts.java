package org.shuguan.dataplane.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tables whose position in the file was given by a person.
final class FixedParts {
    private static final int LOOK_LINES = 1_000;

    private FixedParts() {}

    /// @param whole whether to examine all lines, so that empty columns are known to be empty
    static List<TableRegion> of(List<Reading.Part> parts, LineSource lines, boolean sheet, boolean whole)
            throws IOException, SourceUnreadable {
        return of(parts, lines, MergedCells.NONE, sheet, whole);
    }

    /// @param merged merged cells of a sheet, whose texts in a header are groups of names
    /// @param whole whether to examine all lines, so that empty columns are known to be empty
    static List<TableRegion> of(
            List<Reading.Part> parts, LineSource lines, MergedCells merged, boolean sheet, boolean whole)
            throws IOException, SourceUnreadable {
        List<LineBlock> blocks = new ArrayList<>();
        parts.forEach(part -> blocks.add(new LineBlock()));
        lines.readWhile(line -> {
            boolean more = false;
            for (int i = 0; i < parts.size(); i++) {
                Reading.Part part = parts.get(i);
                LineBlock block = blocks.get(i);
                if (part.has(line.number()) && line.filled() > 0) {
                    if (block.lines() == 0 && part.headerRows() == 1) {
                        block.takeHeader(line);
                    } else if (line.fault() == null) {
                        block.take(line);
                    }
                }
                more |= (part.to() == null || line.number() < part.to()) && (whole || block.lines() < LOOK_LINES);
            }
            return more;
        });
        List<TableRegion> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (blocks.get(i).lines() > 0) {
                found.add(TableRegion.of(parts.get(i), blocks.get(i), merged, sheet, whole));
            }
        }
        return found;
    }
}
