package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The merged cells of a sheet. The file keeps the value in the first of them; people mean it for all.
final class MergedCells {
    static final MergedCells NONE = new MergedCells(List.of());

    /// Maximum number of ranges; a sheet with more is written by a program that merges everything.
    private static final int MOST = 1 << 20;

    /// One range; rows are counted from 1 as in [ParsedLine#number], columns from 0 as its cells.
    record Range(long top, long bottom, int left, int right) {
        private boolean isBeside(Range other) {
            return left == other.left && right == other.right;
        }
    }

    /// Collects ranges.
    static final class Builder {
        private final List<Range> ranges = new ArrayList<>();

        /// @param reference as `A2:A4`
        void add(String reference) {
            int colon = reference.indexOf(':');
            if (colon > 0) {
                String from = reference.substring(0, colon);
                String to = reference.substring(colon + 1);
                add(row(from), row(to), SheetColumns.column(from) - 1, SheetColumns.column(to) - 1);
            }
        }

        void add(long top, long bottom, int left, int right) {
            boolean valid = top > 0 && bottom >= top && left >= 0 && right >= left;
            if (valid && (bottom > top || right > left) && ranges.size() < MOST) {
                ranges.add(new Range(top, bottom, left, right));
            }
        }

        private static long row(String position) {
            String digits = position.replaceAll("[^0-9]", "");
            return digits.isEmpty() || digits.length() > 9 ? 0 : Long.parseLong(digits);
        }

        MergedCells build() {
            ranges.sort(Comparator.comparingLong(Range::top).thenComparingInt(Range::left));
            return ranges.isEmpty() ? NONE : new MergedCells(ranges);
        }
    }

    /// in the order of their first rows
    private final List<Range> ranges;

    private MergedCells(List<Range> ranges) {
        this.ranges = ranges;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Passes each line with the values of the ranges that reach into it from above, so that a line is not taken
    /// for a title because only one of its cells has a value of its own.
    Predicate<Line> down(Predicate<Line> taker) {
        Filling filling = new Filling(1, Integer.MAX_VALUE, Integer.MAX_VALUE, false);
        return line -> taker.test(new Line(line.own(), filling.filled(line.own())));
    }

    /// A line as the file has it and as it is meant.
    record Line(ParsedLine own, ParsedLine meant) {}

    /// The lines of a table with the values of merged cells in all of them.
    ///
    /// @param lines the lines of the sheet
    /// @param from the first line after the header
    LineSource over(LineSource lines, long from, TableRegion table) {
        if (isEmpty()) {
            return lines;
        }
        return taker -> {
            Filling filling = new Filling(from, table.first(), table.width(), true);
            lines.readWhile(line -> taker.test(line.fault() == null ? filling.filled(line) : line));
        };
    }

    /// Number of ranges in a table's rows.
    ///
    /// @param from the first line after the header
    long within(long from, @Nullable Long to, TableRegion table) {
        return ranges.stream()
                .filter(range -> range.bottom() >= from
                        && (to == null || range.top() <= to)
                        && range.left() < table.width()
                        && range.right() >= table.first()
                        && !isAcross(range, table.first(), table.width()))
                .count();
    }

    /// A heading between rows that goes over the whole table is no value of its columns.
    private static boolean isAcross(Range range, int first, int width) {
        return range.top() == range.bottom()
                && width - first > 1
                && range.left() <= first
                && range.right() >= width - 1;
    }

    /// Number of header lines that the merged cells show: a name over several lines, or a group over several
    /// names. 0 if they show none.
    ///
    /// @param head first lines of the table
    int headerRows(List<ParsedLine> head, int first, int width) {
        if (isEmpty() || head.isEmpty()) {
            return 0;
        }
        int rows = 1;
        for (int i = 0; i < rows && i < head.size(); i++) {
            long number = head.get(i).number();
            for (Range range : beginningAt(number)) {
                if (range.left() >= width || range.right() < first) {
                    continue;
                }
                long bottom = range.bottom();
                if (range.right() > range.left() && !goesOnBelow(range)) {
                    // The names of a group stand below it.
                    bottom++;
                }
                rows = Math.max(rows, (int) Math.min(
                        Reading.MOST_HEADER_ROWS + 1L, bottom - head.getFirst().number() + 1));
            }
        }
        boolean header = rows > 1
                && rows <= Reading.MOST_HEADER_ROWS
                && rows < head.size()
                && head.get(rows - 1).number() == head.getFirst().number() + rows - 1
                && HeaderDetector.areNames(head.subList(0, rows), first, width);
        return header ? rows : 0;
    }

    /// Whether the cells below a range are merged in the same way: then it is a wide column and not a group.
    private boolean goesOnBelow(Range range) {
        return beginningAt(range.bottom() + 1).stream().anyMatch(range::isBeside);
    }

    /// Header lines with the text of groups above each of their names.
    List<ParsedLine> groups(List<ParsedLine> header) {
        if (isEmpty()) {
            return header;
        }
        List<ParsedLine> named = new ArrayList<>();
        for (ParsedLine line : header) {
            List<@Nullable String> cells = new ArrayList<>(line.cells());
            for (ParsedLine above : header) {
                for (Range range : beginningAt(above.number())) {
                    if (range.right() > range.left()
                            && range.bottom() >= line.number()
                            && above.number() <= line.number()) {
                        fill(cells, range, above.cell(range.left()), Integer.MAX_VALUE);
                    }
                }
            }
            named.add(new ParsedLine(line.number(), cells));
        }
        return named;
    }

    /// The last column of the range that begins at a cell, the column itself if none does.
    int rightOf(long row, int column) {
        return beginningAt(row).stream()
                .filter(range -> range.left() == column)
                .mapToInt(Range::right)
                .findFirst()
                .orElse(column);
    }

    private List<Range> beginningAt(long row) {
        int from = 0;
        int to = ranges.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ranges.get(middle).top() < row) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        int end = from;
        while (end < ranges.size() && ranges.get(end).top() == row) {
            end++;
        }
        return ranges.subList(from, end);
    }

    private static void fill(List<@Nullable String> cells, Range range, @Nullable String value, int width) {
        int right = Math.min(range.right(), width - 1);
        if (value == null || right < range.left() || right - range.left() > CellPositions.LAST_COLUMN) {
            return;
        }
        while (cells.size() <= right) {
            cells.add(null);
        }
        for (int i = range.left(); i <= right; i++) {
            if (ParsedLine.isBlank(cells.get(i))) {
                cells.set(i, value);
            }
        }
    }

    /// Fills lines one after the other.
    private final class Filling {
        private record Open(Range range, @Nullable String value) {}

        private final long from;
        private final int first;
        private final int width;
        /// whether values also go to the right
        private final boolean wide;
        private final List<Open> open = new ArrayList<>();
        private int next;

        Filling(long from, int first, int width, boolean wide) {
            this.from = from;
            this.first = first;
            this.width = width;
            this.wide = wide;
        }

        ParsedLine filled(ParsedLine line) {
            open.removeIf(one -> one.range().bottom() < line.number());
            for (; next < ranges.size() && ranges.get(next).top() <= line.number(); next++) {
                Range range = ranges.get(next);
                if (range.bottom() >= line.number() && !(wide && isAcross(range, first, width))) {
                    // The line of the value is not in the file if it begins above this one.
                    open.add(new Open(range, range.top() == line.number() ? line.cell(range.left()) : null));
                }
            }
            // A line without a value of its own is the lower half of merged records.
            if (open.isEmpty() || line.number() < from || line.filled() == 0) {
                return line;
            }
            List<@Nullable String> cells = new ArrayList<>(line.cells());
            for (Open one : open) {
                fill(
                        cells,
                        one.range(),
                        one.value(),
                        wide ? width : Math.min(width, one.range().left() + 1));
            }
            return new ParsedLine(line.number(), cells);
        }
    }
}
