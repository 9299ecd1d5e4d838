package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the tables in a text file or a sheet: where each begins after its title, how many header lines it has,
/// and where it ends before its notes. It examines lines one by one and keeps only changes of kind and width.
final class LayoutDetector {
    private static final Pattern NOTE = Pattern.compile(
            "(?s)(?:[\\[(（【]?(?:注|备注|说明|附注|数据来源|资料来源|来源|制表|填表|填报|审核|打印|导出|单位|Note|Source|\\*)[^,]*?[：:.、\\s*].*"
                    + "|注\\d?.{6,}|.*[。！])");
    private static final Pattern SIGNATURE = Pattern.compile("(?s)[\\p{IsHan} 　（）()]{2,12}[：:].*");
    private static final Pattern REMARK = Pattern.compile(
            "(?s).{0,30}[：:].*|[(（\\[【].*[)）\\]】]|[\\d\\s]{4,}年.{0,12}|\\d{4}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?|第.{1,5}[页号期季].{0,4}|.{0,6}(?:单位|页码|密级).{0,8}");
    private static final Pattern TOTAL = Pattern.compile(
            "(?i).{0,8}(?:合[\\s　]*计|总[\\s　]*计|小[\\s　]*计|共[\\s　]*计|累[\\s　]*计|总[\\s　]*和)[\\s　]*(?:[(（].{0,12}[)）])?[：:]?|(?:grand |sub-?)?totals?:?|sum:?");
    private static final int LONG = 24;
    /// Maximum number of runs; files with more changes have no usable layout, and all that follows belongs to the
    /// last table, which is said.
    private static final int MOST_RUNS = 5_000;

    private enum Kind {
        BLANK,
        /// one cell, or only remarks
        SINGLE,
        /// a line with a fault, which may be a header
        DAMAGED,
        ROW
    }

    /// Consecutive lines of the same kind and width.
    private static final class Run {
        private final Kind kind;
        private final int width;
        private final LineBlock lines = new LineBlock();
        private @Nullable ParsedLine damaged;

        Run(Kind kind, int width) {
            this.kind = kind;
            this.width = width;
        }
    }

    private final boolean sheet;
    private final MergedCells merged;
    private final List<Run> runs = new ArrayList<>();
    private final List<long[]> outside = new ArrayList<>();
    private final List<String> totals = new ArrayList<>();
    private final List<ParsedLine> start = new ArrayList<>();
    private long last;
    private long limit;
    private int widest;

    /// @param sheet whether the lines belong to a spreadsheet, whose lines all have the same width
    LayoutDetector(boolean sheet) {
        this.sheet = sheet;
        this.merged = MergedCells.NONE;
    }

    /// @param merged the merged cells of the spreadsheet that the lines belong to
    LayoutDetector(MergedCells merged) {
        this.sheet = true;
        this.merged = merged;
    }

    void take(ParsedLine line) {
        take(line, line);
    }

    /// @param meant the line with the values that merged cells above give to it
    void take(ParsedLine line, ParsedLine meant) {
        if (line.fault() != null) {
            last = line.number();
            if (runs.size() >= MOST_RUNS || (!runs.isEmpty() && runs.getLast().kind == Kind.ROW)) {
                runs.getLast().lines.reachTo(last);
            } else {
                Run run = new Run(Kind.DAMAGED, line.cells().size());
                run.damaged = line;
                runs.add(run);
            }
            return;
        }
        if (sheet && line.number() > last + 1 && !runs.isEmpty()) {
            // Empty rows are not stored in the file.
            runOf(Kind.BLANK, 0, line.number());
        }
        Kind kind = kind(meant);
        if (kind != Kind.BLANK) {
            if (start.size() <= SheetForm.MOST_LINES) {
                start.add(line);
            }
            last = line.number();
            widest = Math.max(widest, line.cells().size());
        }
        int width = sheet || kind == Kind.BLANK ? 0 : line.cells().size();
        Run run = runOf(kind, width, line.number());
        if (kind != Kind.BLANK || run.kind == Kind.BLANK) {
            run.lines.take(line);
        }
    }

    private Run runOf(Kind kind, int width, long line) {
        Run run = runs.isEmpty() ? null : runs.getLast();
        if (run != null && run.kind == kind && run.width == width) {
            return run;
        }
        if (kind == Kind.BLANK) {
            joinLast();
        }
        if (run != null && runs.size() >= MOST_RUNS) {
            limit = limit == 0 ? line : limit;
            return lastOfTable();
        }
        run = new Run(kind, width);
        runs.add(run);
        return run;
    }

    /// Joins the lines since the last blank line with those before it if they are of the same table: in some files a
    /// blank line follows each row.
    private void joinLast() {
        int count = runs.size();
        if (count < 3 || runs.get(count - 2).kind != Kind.BLANK) {
            return;
        }
        Run run = runs.getLast();
        Run before = runs.get(count - 3);
        if (run.kind == Kind.ROW
                && before.kind == Kind.ROW
                && run.width == before.width
                && !beginsAnother(run, before.lines)) {
            before.lines.join(run.lines);
            runs.removeLast();
            runs.removeLast();
        }
    }

    private Run lastOfTable() {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).kind == Kind.ROW) {
                return runs.get(i);
            }
        }
        return runs.getLast();
    }

    /// Line numbers and ranges of non-empty lines outside of tables, as `1-2` or `105`; available after [#tables].
    List<String> outside() {
        return outside.stream()
                .sorted(Comparator.comparingLong(range -> range[0]))
                .map(range -> range[0] == range[1] ? Long.toString(range[0]) : range[0] + "-" + range[1])
                .toList();
    }

    /// The line from which on the layout was not examined because it had changed too often; 0 if all was.
    long limit() {
        return limit;
    }

    /// Line numbers of totals below tables, which are not rows; available after [#tables].
    List<String> totals() {
        return totals;
    }

    /// The form that the whole sheet is, null if it is none.
    @Nullable
    SheetForm form() {
        return start.size() > SheetForm.MOST_LINES ? null : SheetForm.of(start, merged);
    }

    /// Whether the sheet has any cell with a value.
    boolean isEmpty() {
        return start.isEmpty();
    }

    private static Kind kind(ParsedLine line) {
        int filled = line.filled();
        if (filled == 0) {
            return Kind.BLANK;
        }
        boolean remarks = filled <= 4
                && line.cells().stream()
                        .allMatch(cell -> ParsedLine.isBlank(cell)
                                || SIGNATURE.matcher(String.valueOf(cell)).matches());
        return filled == 1 || remarks ? Kind.SINGLE : Kind.ROW;
    }

    /// The tables in order. The last one has no end if it reaches the end of the file.
    ///
    /// @param whole whether all lines were examined
    List<TableRegion> tables(@Nullable String name, boolean whole) {
        List<LineBlock> blocks = isOneColumn() ? list() : widest <= 1 ? column() : blocks();
        for (Run run : runs) {
            ParsedLine damaged = run.damaged;
            if (damaged != null && blocks.stream().noneMatch(block -> isWithin(damaged.number(), block))) {
                outside.add(new long[] {damaged.number(), damaged.number()});
            }
        }
        if (sheet) {
            blocks.forEach(this::withoutRemarks);
            blocks.forEach(this::withoutTotals);
        }
        List<TableRegion> tables = new ArrayList<>();
        for (LineBlock block : blocks) {
            boolean open = block == blocks.getLast() && (!whole || block.to() >= last);
            int first = sheet ? block.first() : 0;
            int width = sheet ? block.extent() : block.width();
            int header = block.header() != null ? 1 : headerRows(block, first, Math.max(width, first));
            tables.add(TableRegion.of(
                    new Reading.Part(name, block.from(), open ? null : block.to(), header),
                    block,
                    merged,
                    sheet,
                    whole));
        }
        return tables;
    }

    private int headerRows(LineBlock block, int first, int width) {
        int shown = merged.headerRows(block.head(), first, width);
        return shown > 0 ? shown : HeaderDetector.rows(block.head(), first, width);
    }

    private static boolean isWithin(long line, LineBlock block) {
        return line >= block.from() && line <= block.to();
    }

    /// A file with one column is one table.
    private List<LineBlock> column() {
        LineBlock all = new LineBlock();
        runs.stream().filter(run -> run.kind != Kind.BLANK).forEach(run -> all.join(run.lines));
        return all.isEmpty() ? List.of() : List.of(all);
    }

    /// Whether no line of the sheet has a second cell.
    private boolean isOneColumn() {
        return sheet && runs.stream().noneMatch(run -> run.kind == Kind.ROW);
    }

    /// The list that a sheet with one column holds; a sheet of sentences holds none.
    private List<LineBlock> list() {
        LineBlock all = new LineBlock();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            boolean title = all.isEmpty() && run.lines.lines() == 1 && i + 1 < runs.size();
            if (run.kind == Kind.SINGLE && (title || run.lines.head().stream().allMatch(this::isSentence))) {
                leaveOut(run);
            } else if (run.kind == Kind.SINGLE) {
                all.join(run.lines);
            }
        }
        long sentences = all.head().stream().filter(this::isSentence).count();
        if (all.isEmpty()
                && runs.stream().filter(run -> run.kind == Kind.SINGLE).count() == 1) {
            return column();
        }
        return all.isEmpty() || sentences * 2 > all.head().size() ? List.of() : List.of(all);
    }

    private boolean isSentence(ParsedLine line) {
        String text = String.valueOf(line.cell(line.first())).strip();
        return text.length() > LONG
                || NOTE.matcher(text).matches()
                || SIGNATURE.matcher(text).matches();
    }

    /// Leaves out lines of remarks above the header, as "2021年度" and "单位：万元" in one line.
    private void withoutRemarks(LineBlock block) {
        while (block.head().size() > 2) {
            ParsedLine line = block.head().getFirst();
            boolean remarks = line.filled() * 2 <= block.head().get(1).filled()
                    && line.cells().stream()
                            .allMatch(cell -> ParsedLine.isBlank(cell)
                                    || REMARK.matcher(String.valueOf(cell)).matches());
            if (!remarks) {
                return;
            }
            outside.add(new long[] {line.number(), line.number()});
            block.dropFirst();
        }
    }

    private void withoutTotals(LineBlock block) {
        for (ParsedLine line = block.lastLine(); line != null && block.lines() > 2; line = block.lastLine()) {
            if (!TOTAL.matcher(String.valueOf(line.cell(line.first())).strip()).matches()) {
                return;
            }
            totals.addFirst(Long.toString(line.number()));
            block.dropLast();
        }
    }

    private List<LineBlock> blocks() {
        List<LineBlock> blocks = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= runs.size(); i++) {
            if (i == runs.size() || runs.get(i).kind == Kind.BLANK) {
                chunk(runs.subList(from, i), blocks);
                from = i + 1;
            }
        }
        return blocks;
    }

    /// Splits the lines between two blank lines into tables and remarks.
    private void chunk(List<Run> chunk, List<LineBlock> blocks) {
        int main = mainWidth(chunk);
        LineBlock open = null;
        boolean titled = false;
        for (int i = 0; i < chunk.size(); i++) {
            Run run = chunk.get(i);
            boolean fits = open != null && (sheet || run.lines.width() == open.width());
            ParsedLine names = open == null && !sheet && i + 1 < chunk.size() ? names(run, chunk.get(i + 1)) : null;
            if (names != null) {
                open = new LineBlock();
                open.takeHeader(names);
                open.join(chunk.get(++i).lines);
                blocks.add(open);
                titled = false;
            } else if (run.kind == Kind.DAMAGED) {
                if (open != null) {
                    open.reachTo(Objects.requireNonNull(run.damaged).number());
                }
            } else if (run.kind == Kind.SINGLE) {
                boolean last = i == chunk.size() - 1;
                if (open == null || (last ? isNote(run, open) : beginsAnother(chunk.get(i + 1), open))) {
                    open = null;
                    titled = true;
                    leaveOut(run);
                } else {
                    open.join(run.lines);
                }
            } else if (open != null && (fits || !beginsAnother(run, open))) {
                open.join(run.lines);
            } else if (open != null || run.width == main || run.lines.lines() > 1) {
                open = begin(run, titled, blocks);
                titled = false;
            } else {
                // A remark of two cells above the table, as "单位：元,2021年".
                titled = true;
                leaveOut(run);
            }
        }
    }

    private void leaveOut(Run run) {
        outside.add(new long[] {run.lines.from(), run.lines.to()});
    }

    /// The names of the next run's columns, if the run is a line of names that its number of cells, a quote or
    /// another delimiter makes unlike the rows; else null.
    private static @Nullable ParsedLine names(Run run, Run next) {
        if (next.kind != Kind.ROW || run.lines.lines() > 1) {
            return null;
        }
        List<ParsedLine> rows = next.lines.head();
        int width = next.lines.width();
        ParsedLine line = run.damaged == null ? run.lines.headLine(0) : run.damaged;
        if (line == null) {
            return null;
        }
        return switch (run.kind) {
            case ROW -> run.width != width && HeaderDetector.namesColumns(line, rows, width) ? line : null;
            case DAMAGED -> HeaderDetector.namesColumns(line, rows, width) ? line : null;
            case SINGLE -> HeaderDetector.separated(line, rows, width);
            case BLANK -> null;
        };
    }

    private LineBlock begin(Run run, boolean titled, List<LineBlock> blocks) {
        LineBlock before = blocks.isEmpty() ? null : blocks.getLast();
        boolean goesOn = before != null
                && !titled
                && (sheet || run.lines.width() == before.width())
                && !beginsAnother(run, before);
        if (goesOn && before != null) {
            before.join(run.lines);
            return before;
        }
        LineBlock block = new LineBlock();
        block.join(run.lines);
        blocks.add(block);
        return block;
    }

    private static int mainWidth(List<Run> chunk) {
        Map<Integer, Long> lines = new HashMap<>();
        int main = 0;
        long most = 0;
        for (Run run : chunk) {
            if (run.kind == Kind.ROW) {
                lines.merge(run.width, run.lines.lines(), Long::sum);
            }
        }
        for (Run run : chunk) {
            long all = lines.getOrDefault(run.width, 0L);
            if (run.kind == Kind.ROW && all > most) {
                most = all;
                main = run.width;
            }
        }
        return main;
    }

    private boolean isNote(Run run, LineBlock table) {
        ParsedLine line = run.lines.head().getFirst();
        String text = String.valueOf(line.cell(line.first()));
        // A short text in one cell is an incomplete row, which is rejected; a remark is not counted.
        return line.filled() > 1
                || (line.first() == table.first()
                        && (text.length() > LONG || NOTE.matcher(text).matches()))
                || SIGNATURE.matcher(text).matches();
    }

    /// Whether a new table begins with the run, because its first line is a header.
    private boolean beginsAnother(Run run, LineBlock table) {
        if (run.kind != Kind.ROW || run.lines.lines() < 2) {
            return false;
        }
        boolean sameWidth = sheet || run.lines.width() == table.width();
        List<ParsedLine> head = run.lines.head();
        ParsedLine first = head.getFirst();
        ParsedLine named = table.headLine(0);
        if (named != null && named.cells().equals(first.cells())) {
            return true;
        }
        int begin = sheet ? run.lines.first() : 0;
        int end = sheet ? run.lines.extent() : run.lines.width();
        HeaderDetector.Sureness sureness = HeaderDetector.sureness(head, begin, end);
        return sameWidth ? sureness == HeaderDetector.Sureness.EVIDENT : sureness != HeaderDetector.Sureness.NO;
    }
}
