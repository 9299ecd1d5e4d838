package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Consecutive lines that belong together: their widths and the first of them. Other lines are only counted.
final class LineBlock {
    /// number of lines kept, enough to distinguish names from values
    static final int HEAD = 30;

    /// number of lines kept at the end, enough for totals
    private static final int TAIL = 4;

    private final List<ParsedLine> head = new ArrayList<>();
    private final List<ParsedLine> tail = new ArrayList<>();
    private final Map<Integer, Long> widths = new HashMap<>();
    private @Nullable ParsedLine header;
    private int leastWidth = Integer.MAX_VALUE;
    private long from = -1;
    private long to;
    private long lines;
    private int first = Integer.MAX_VALUE;
    private int extent;

    void take(ParsedLine line) {
        if (from < 0) {
            from = line.number();
        }
        to = line.number();
        lines++;
        if (line.fault() != null) {
            return;
        }
        if (head.size() < HEAD) {
            head.add(line);
        }
        end(line);
        widths.merge(line.cells().size(), 1L, Long::sum);
        leastWidth = Math.min(leastWidth, line.cells().size());
        first = Math.min(first, line.first());
        extent = Math.max(extent, line.extent());
    }

    /// Begins the block with a line that names its columns though it has more or fewer cells than the rows, or a
    /// damaged quote.
    void takeHeader(ParsedLine line) {
        header = line;
        from = line.number();
        to = line.number();
        lines++;
    }

    /// The line of [#takeHeader], null if there is none.
    @Nullable
    ParsedLine header() {
        return header;
    }

    /// Appends the lines of another block.
    void join(LineBlock other) {
        from = from < 0 ? other.from : from;
        header = header == null && head.isEmpty() ? other.header : header;
        to = Math.max(to, other.to);
        lines += other.lines;
        other.head.stream().limit(Math.max(0, HEAD - head.size())).forEach(head::add);
        other.tail.forEach(this::end);
        other.widths.forEach((width, count) -> widths.merge(width, count, Long::sum));
        leastWidth = Math.min(leastWidth, other.leastWidth);
        first = Math.min(first, other.first);
        extent = Math.max(extent, other.extent);
    }

    private void end(ParsedLine line) {
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
    }

    /// The last line; null if it is not known any more.
    @Nullable
    ParsedLine lastLine() {
        return tail.isEmpty() ? null : tail.getLast();
    }

    /// Takes the last line out of the block.
    void dropLast() {
        ParsedLine dropped = tail.removeLast();
        lines--;
        to = tail.isEmpty() ? dropped.number() - 1 : tail.getLast().number();
        head.remove(dropped);
    }

    /// Takes the first line out of the block.
    void dropFirst() {
        ParsedLine dropped = head.removeFirst();
        lines--;
        from = head.getFirst().number();
        tail.remove(dropped);
        if (lines == head.size()) {
            first = Integer.MAX_VALUE;
            extent = 0;
            head.forEach(line -> {
                first = Math.min(first, line.first());
                extent = Math.max(extent, line.extent());
            });
        }
    }

    void reachTo(long line) {
        to = Math.max(to, line);
    }

    List<ParsedLine> head() {
        return head;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long lines() {
        return lines;
    }

    boolean isEmpty() {
        return head.isEmpty();
    }

    /// Index of the first column that is not empty.
    int first() {
        return first == Integer.MAX_VALUE ? 0 : first;
    }

    /// Index after the last column that is not empty.
    int extent() {
        return extent;
    }

    /// The smallest number of cells of a line.
    int leastWidth() {
        return leastWidth;
    }

    /// How many lines have more cells than the given number.
    long wider(int than) {
        return widths.entrySet().stream()
                .filter(width -> width.getKey() > than)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// The most frequent number of cells per line.
    int width() {
        return widths.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Integer, Long>comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(header == null ? 0 : header.cells().size());
    }

    @Nullable
    ParsedLine headLine(int i) {
        return i < head.size() ? head.get(i) : null;
    }
}
