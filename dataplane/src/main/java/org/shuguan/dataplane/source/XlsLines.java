package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.OldExcelFormatException;
import org.apache.poi.hssf.eventusermodel.AbortableHSSFListener;
import org.apache.poi.hssf.eventusermodel.FormatTrackingHSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.eventusermodel.HSSFUserException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an XLS file, streamed record by record (Apache POI's event model). The format is
/// limited to 65,536 rows.
final class XlsLines implements LineSource {
    /// A sheet in the workbook's list.
    record Sheet(String name, boolean hidden) {}

    /// What a sheet declares beside its cells.
    private static final class Declared {
        private final List<String> hiddenColumns = new ArrayList<>();
        private final MergedCells.Builder merged = new MergedCells.Builder();
        private final boolean table;
        private int last = -1;
        private boolean ordered = true;

        Declared(boolean table) {
            this.table = table;
        }
    }

    /// Most cells of a sheet that is sorted in memory.
    private static final int MOST_SORTED = 2_000_000;

    private final Path file;
    private final int sheet;
    private final boolean ordered;
    private List<Sheet> sheets = List.of();
    private List<Declared> declared = List.of();
    private boolean since1904;

    /// @param sheet index of the sheet; -1 for the list of sheets only
    /// @param ordered whether the sheet's rows are in order; else they are sorted in memory
    XlsLines(Path file, int sheet, boolean ordered) {
        this.file = file;
        this.sheet = sheet;
        this.ordered = ordered;
    }

    @Override
    public void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable {
        try (POIFSFileSystem system = new POIFSFileSystem(file.toFile(), true)) {
            if (system.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
                throw locked(null);
            }
            RecordCollector collector = new RecordCollector(taker);
            FormatTrackingHSSFListener formats = new FormatTrackingHSSFListener(record -> {});
            collector.formats = formats;
            HSSFRequest request = new HSSFRequest();
            request.addListenerForAllRecords(new AbortableHSSFListener() {
                @Override
                public short abortableProcessRecord(Record record) throws HSSFUserException {
                    formats.processRecord(record);
                    return collector.take(record) ? (short) 0 : (short) 1;
                }
            });
            DirectoryNode root = system.getRoot();
            String book = root.hasEntryCaseInsensitive("Workbook") ? "Workbook" : "Book";
            try (InputStream records = root.createDocumentInputStream(root.getEntryCaseInsensitive(book))) {
                new HSSFEventFactory().abortableProcessEvents(request, records);
            }
            collector.endAll();
            sheets = collector.sheets;
            declared = collector.declared;
            since1904 = collector.since1904;
        } catch (EncryptedDocumentException e) {
            throw locked(e);
        } catch (OldExcelFormatException | HSSFUserException e) {
            throw FileFormat.broken(file, e);
        } catch (RuntimeException e) {
            // POI throws unchecked exceptions for damaged files.
            throw FileFormat.broken(file, e);
        }
    }

    private SourceUnreadable locked(@Nullable Exception cause) {
        return new SourceUnreadable(
                SourceUnreadable.Reason.LOCKED, file.getFileName().toString(), cause);
    }

    /// The workbook's sheets; available after all rows were read.
    List<Sheet> sheets() {
        return sheets;
    }

    /// Hidden columns of a sheet; available after all rows were read.
    List<String> hiddenColumns(int of) {
        return of < declared.size() ? declared.get(of).hiddenColumns : List.of();
    }

    /// Merged cells of a sheet; available after all rows were read.
    MergedCells merged(int of) {
        return of < declared.size() ? declared.get(of).merged.build() : MergedCells.NONE;
    }

    /// Whether a sheet has cells, and is no chart and no macro sheet; available after all rows were read.
    boolean isTable(int of) {
        return of < declared.size() && declared.get(of).table;
    }

    /// Whether a sheet's rows are in order; available after all rows were read.
    boolean isOrdered(int of) {
        return of >= declared.size() || declared.get(of).ordered;
    }

    boolean isSince1904() {
        return since1904;
    }

    /// Assembles lines from cell records.
    private final class RecordCollector {
        private final Predicate<ParsedLine> taker;
        private final List<Sheet> sheets = new ArrayList<>();
        private final List<Declared> declared = new ArrayList<>();
        private @Nullable FormatTrackingHSSFListener formats;
        private @Nullable SSTRecord texts;
        private boolean since1904;
        private int at = -1;
        private int depth;
        /// whether the sheet has cells; a chart has those of its series
        private boolean table;
        private int row = -1;
        private int textOf = -1;
        private List<@Nullable String> cells = new ArrayList<>();
        private boolean more = true;
        private final TreeMap<Integer, List<@Nullable String>> sorted = new TreeMap<>();
        private int kept;

        RecordCollector(Predicate<ParsedLine> taker) {
            this.taker = taker;
        }

        boolean take(Record record) {
            switch (record) {
                case BOFRecord begin -> begin(begin);
                case EOFRecord end -> depth--;
                case BoundSheetRecord bound ->
                    sheets.add(new Sheet(bound.getSheetname(), bound.isHidden() || bound.isVeryHidden()));
                case DateWindow1904Record window -> since1904 = window.getWindowing() == 1;
                case SSTRecord found -> texts = found;
                case ColumnInfoRecord column when depth == 1 && at >= 0 && column.getHidden() -> hide(column);
                case MergeCellsRecord merged when depth == 1 && at >= 0 -> merge(merged);
                case CellValueRecordInterface cell when isWanted() -> put(cell);
                case CellValueRecordInterface cell
                when sheet < 0 && depth == 1 && at >= 0 -> {
                    Declared of = declared.getLast();
                    of.ordered &= cell.getRow() >= of.last;
                    of.last = cell.getRow();
                }
                case StringRecord text when isWanted() && textOf >= 0 -> set(textOf, text.getString());
                default -> {
                    // Formats, charts, print settings.
                }
            }
            return more;
        }

        private void begin(BOFRecord begin) {
            // Charts are nested inside sheets.
            if (depth == 0 && begin.getType() != BOFRecord.TYPE_WORKBOOK) {
                end();
                at++;
                table = begin.getType() == BOFRecord.TYPE_WORKSHEET;
                declared.add(new Declared(table));
            }
            depth++;
        }

        private boolean isWanted() {
            return at == sheet && depth == 1 && table;
        }

        private void hide(ColumnInfoRecord column) {
            int from = column.getFirstColumn() + 1;
            int to = column.getLastColumn() + 1;
            if (to < 256) {
                declared.getLast()
                        .hiddenColumns
                        .add(
                                from == to
                                        ? SheetColumns.letters(from)
                                        : SheetColumns.letters(from) + "-" + SheetColumns.letters(to));
            }
        }

        private void merge(MergeCellsRecord merged) {
            for (short i = 0; i < merged.getNumAreas(); i++) {
                CellRangeAddress area = merged.getAreaAt(i);
                declared.getLast()
                        .merged
                        .add(
                                area.getFirstRow() + 1L,
                                area.getLastRow() + 1L,
                                area.getFirstColumn(),
                                area.getLastColumn());
            }
        }

        private void put(CellValueRecordInterface cell) {
            if (cell.getRow() != row) {
                end();
                row = cell.getRow();
                cells = ordered ? cells : sorted.computeIfAbsent(row, number -> new ArrayList<>());
            }
            textOf = -1;
            if (!ordered && ++kept > MOST_SORTED) {
                throw new IllegalStateException("rows that are not in order, with more than " + MOST_SORTED + " cells");
            }
            set(cell.getColumn(), text(cell));
        }

        private @Nullable String text(CellValueRecordInterface cell) {
            return switch (cell) {
                case NumberRecord number -> number(number, number.getValue());
                case LabelSSTRecord label ->
                    texts == null ? null : texts.getString(label.getSSTIndex()).getString();
                case LabelRecord label -> label.getValue();
                case BoolErrRecord value ->
                    value.isError() ? error(value.getErrorValue()) : truth(value.getBooleanValue());
                case FormulaRecord formula -> formula(formula);
                default -> null;
            };
        }

        private static String truth(boolean value) {
            return value ? "TRUE" : "FALSE";
        }

        private static String error(int code) {
            return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERR";
        }

        private @Nullable String formula(FormulaRecord formula) {
            if (formula.hasCachedResultString()) {
                // The text follows in the next record.
                textOf = formula.getColumn();
                return null;
            }
            return switch (formula.getCachedResultTypeEnum()) {
                case NUMERIC -> Double.isNaN(formula.getValue()) ? null : number(formula, formula.getValue());
                case BOOLEAN -> truth(formula.getCachedBooleanValue());
                case ERROR -> error(formula.getCachedErrorValue());
                // An empty text.
                default -> null;
            };
        }

        private String number(CellValueRecordInterface cell, double value) {
            String raw = Double.toString(value);
            int number = formats == null ? 0 : formats.getFormatIndex(cell);
            // The library reports formats that it does not know as errors, for each cell.
            String format = formats == null || SheetNumber.isEastAsian(number) ? null : formats.getFormatString(cell);
            return SheetNumber.isElapsed(number, format)
                    ? SheetNumber.elapsed(raw)
                    : SheetNumber.isDate(number, format)
                            ? SheetNumber.day(raw, since1904)
                            : SheetNumber.code(raw, SheetNumber.codeDigits(format));
        }

        private void set(int column, @Nullable String text) {
            while (cells.size() <= column) {
                cells.add(null);
            }
            cells.set(column, text == null || text.isEmpty() ? null : text);
        }

        private void end() {
            if (row >= 0 && more && ordered) {
                more = taker.test(new ParsedLine(row + 1L, cells));
            }
            cells = new ArrayList<>();
            row = -1;
        }

        /// Passes sorted rows on.
        void endAll() {
            end();
            for (Map.Entry<Integer, List<@Nullable String>> one : sorted.entrySet()) {
                if (!taker.test(new ParsedLine(one.getKey() + 1L, one.getValue()))) {
                    return;
                }
            }
        }
    }
}
