package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The region of a file that contains a table.
///
/// @param part lines of the table
/// @param first index of its first column
/// @param width number of cells of its lines, counted from the beginning of the line
/// @param shown index after its last column; columns at the end without name and values are left out, and names for
///     which no row has a cell are columns
/// @param names column names
/// @param header the lines that name the columns
/// @param trailing whether rows may have further cells without values
/// @param guarded columns whose values begin with an apostrophe that is not part of them
/// @param shape what the values look like
/// @param notes hints about the header and the cells
record TableRegion(
        Reading.Part part,
        int first,
        int width,
        int shown,
        List<String> names,
        List<ParsedLine> header,
        boolean trailing,
        BitSet guarded,
        RowShape shape,
        List<Note> notes) {
    /// Of so many lines one with cells too many makes this usual: a delimiter at the end of the line.
    private static final int USUAL = 4;

    /// @param merged merged cells of a sheet
    /// @param whole whether all lines were examined, so that empty columns are known to be empty
    static TableRegion of(Reading.Part part, LineBlock block, MergedCells merged, boolean sheet, boolean whole) {
        int first = sheet ? block.first() : 0;
        int width = Math.max(sheet ? block.extent() : block.width(), first);
        List<Note> notes = new ArrayList<>();
        List<ParsedLine> header = new ArrayList<>();
        ParsedLine odd = block.header();
        if (odd != null && part.headerRows() > 0) {
            header.add(odd);
        }
        int plain = Math.min(part.headerRows() - header.size(), block.head().size());
        header.addAll(block.head().subList(0, Math.max(0, plain)));
        List<ParsedLine> rows =
                block.head().subList(Math.max(0, plain), block.head().size());
        List<ParsedLine> named = new ArrayList<>();
        int most = 0;
        for (ParsedLine line : header) {
            ParsedLine fitted = sheet ? line : HeaderDetector.fitted(line, width);
            named.add(fitted);
            most = Math.max(most, fitted.extent());
        }
        int values = Math.max(block.extent(), first);
        int extent = Math.max(values, most);
        // Without names nothing says that the last cells are none.
        boolean cut = whole && (sheet || !header.isEmpty());
        int shown = (cut || most > width) && extent > first ? Math.min(Math.max(width, most), extent) : width;
        if (!sheet) {
            aboutHeader(notes, header, named, width, values, shown);
        }
        BitSet guarded = guarded(rows, shown);
        List<ParsedLine> labels = merged.groups(named);
        List<String> names = HeaderDetector.names(labels, first, shown);
        if (!guarded.isEmpty()) {
            notes.add(new Note(
                    "apostrophe-guard",
                    Map.of(
                            "columns",
                            listed(guarded.stream()
                                    .mapToObj(i -> names.get(i - first))
                                    .toList()))));
        }
        List<String> twice = HeaderDetector.twice(labels, first, shown);
        if (!twice.isEmpty()) {
            notes.add(new Note("header-twice", Map.of("names", listed(twice))));
        }
        boolean trailing = sheet || block.wider(width) * USUAL > block.lines();
        return new TableRegion(
                part,
                first,
                width,
                shown,
                names,
                List.copyOf(header),
                trailing,
                guarded,
                new RowShape(rows, width),
                List.copyOf(notes));
    }

    /// A form that is read as one row.
    static TableRegion ofForm(Reading.Part part, int width, List<String> names) {
        return new TableRegion(
                part, 0, width, width, names, List.of(), true, new BitSet(), new RowShape(List.of(), width), List.of());
    }

    private static void aboutHeader(
            List<Note> notes, List<ParsedLine> header, List<ParsedLine> named, int width, int values, int shown) {
        if (header.isEmpty()) {
            notes.add(new Note("header-none", Map.of()));
            return;
        }
        ParsedLine last = header.getLast();
        Map<String, String> facts = Map.of(
                "line", Long.toString(last.number()),
                "names", Integer.toString(last.filled()),
                "cells", Integer.toString(width));
        if (last.fault() != null) {
            notes.add(new Note("header-damaged", facts));
        }
        int cells = last.cells().size();
        if (cells > width && named.getLast().cells().size() < last.extent()) {
            notes.add(new Note("header-gap", facts));
        } else if (cells > width && shown > width) {
            notes.add(new Note("header-long", facts));
        } else if (cells < width && values < width && shown < width) {
            notes.add(new Note("header-end", facts));
        } else if (cells < width) {
            notes.add(new Note("header-short", facts));
        }
    }

    /// Columns in whose first rows every value begins with an apostrophe, as Excel marks numbers that are texts.
    private static BitSet guarded(List<ParsedLine> rows, int width) {
        BitSet guarded = new BitSet();
        for (int i = 0; i < width; i++) {
            int filled = 0;
            int marked = 0;
            for (ParsedLine row : rows) {
                String cell = row.cell(i);
                if (!ParsedLine.isBlank(cell)) {
                    filled++;
                    marked += isGuarded(cell) ? 1 : 0;
                }
            }
            if (filled > 0 && marked == filled) {
                guarded.set(i);
            }
        }
        return guarded;
    }

    private static boolean isGuarded(@Nullable String cell) {
        return cell != null
                && cell.length() > 1
                && cell.charAt(0) == '\''
                && Character.isLetterOrDigit(cell.charAt(1))
                && cell.indexOf('\'', 1) < 0;
    }

    /// The value of a cell in the given column.
    @Nullable
    String value(int column, @Nullable String cell) {
        return guarded.get(column) && isGuarded(cell)
                ? Objects.requireNonNull(cell).substring(1)
                : cell;
    }

    /// Whether the line is one of the header's lines again, as where files or printed pages were put together.
    boolean isHeaderAgain(ParsedLine line) {
        for (ParsedLine one : header) {
            if (one.fault() == null && sameCells(one, line)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameCells(ParsedLine one, ParsedLine other) {
        int end = Math.max(one.cells().size(), other.cells().size());
        for (int i = first; i < end; i++) {
            String a = one.cell(i);
            String b = other.cell(i);
            boolean blank = ParsedLine.isBlank(a) || ParsedLine.isBlank(b);
            boolean same = blank
                    ? ParsedLine.isBlank(a) && ParsedLine.isBlank(b)
                    : Objects.requireNonNull(a)
                            .strip()
                            .equals(Objects.requireNonNull(b).strip());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static String listed(List<String> names) {
        return String.join("、", names.subList(0, Math.min(10, names.size()))) + (names.size() > 10 ? "…" : "");
    }
}
