package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Selects the rows of a table from the lines of a file: skips lines outside of the table and its header, and
/// counts lines that are not rows.
final class RowFilter implements Predicate<ParsedLine> {
    /// Receives rows.
    interface Taker {
        /// @param cells one cell per column of the table
        /// @return whether more rows are wanted
        boolean row(long line, List<@Nullable String> cells) throws IOException;
    }

    private final TableRegion table;
    private final boolean fillShort;
    private final String delimiter;
    private final Rejects rejects;
    private final Taker taker;
    private int named;

    /// @param fillShort whether lines with too few cells are rows
    /// @param delimiter puts together the text of rejected lines
    RowFilter(TableRegion table, boolean fillShort, String delimiter, Rejects rejects, Taker taker) {
        this.table = table;
        this.fillShort = fillShort;
        this.delimiter = delimiter;
        this.rejects = rejects;
        this.taker = taker;
    }

    @Override
    public boolean test(ParsedLine line) {
        Reading.Part part = table.part();
        if (line.number() < part.from()) {
            return true;
        }
        if (!part.has(line.number())) {
            return false;
        }
        if (line.fault() == Rejects.Reason.QUOTE && named < part.headerRows() && isHeader(line)) {
            named++;
            return true;
        }
        if (line.fault() != null) {
            rejects.add(line.number(), line.fault(), line.text());
            return true;
        }
        if (line.filled() == 0) {
            return true;
        }
        if (named < part.headerRows()) {
            named++;
            return true;
        }
        if (table.isHeaderAgain(line)) {
            return reject(line, Rejects.Reason.HEADER);
        }
        int width = line.cells().size();
        int most = Math.max(table.width(), table.shown());
        if (width > most
                && (line.extent() > most || !(table.trailing() || table.shape().surelyFits(line, table.width() - 1)))) {
            return reject(line, Rejects.Reason.TOO_MANY);
        }
        boolean onlyEndMissing =
                width < table.width() && width >= table.shown() && table.shape().surelyFits(line, table.shown() - 1);
        if (width < table.width() && !fillShort && !onlyEndMissing) {
            return reject(line, Rejects.Reason.TOO_FEW);
        }
        try {
            return taker.row(line.number(), new Cut(line.cells(), table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isHeader(ParsedLine line) {
        return table.header().stream().anyMatch(one -> one.number() == line.number());
    }

    private boolean reject(ParsedLine line, Rejects.Reason reason) {
        String text = rejects.first().size() < Rejects.KEPT ? text(line) : "";
        rejects.add(line.number(), reason, text);
        return true;
    }

    private String text(ParsedLine line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.cells().size() && text.length() <= ParsedLine.LONGEST_TEXT; i++) {
            String cell = line.cells().get(i);
            text.append(i == 0 ? "" : delimiter).append(cell == null ? "" : cell.replaceAll("[\\r\\n]+", " "));
        }
        return text.toString();
    }

    /// The cells of the table's columns within a line, null after the end of a shorter line.
    private static final class Cut extends java.util.AbstractList<@Nullable String> {
        private final List<@Nullable String> cells;
        private final TableRegion table;

        Cut(List<@Nullable String> cells, TableRegion table) {
            this.cells = cells;
            this.table = table;
        }

        @Override
        public @Nullable String get(int i) {
            int column = table.first() + i;
            return column < cells.size() ? table.value(column, cells.get(column)) : null;
        }

        @Override
        public int size() {
            return table.shown() - table.first();
        }
    }
}
