package org.shuguan.server.catalogimport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The rows of a workbook that belong to one entry, as they stand there.
final class GuideGroup {
    /// One row of an item.
    record ItemRow(int row, Map<GuideColumn, String> cells) {}

    private final String sheet;
    private final int firstRow;
    private final Set<GuideColumn> columns;
    private final Map<GuideColumn, String> cells;
    private final List<ItemRow> items = new ArrayList<>();
    private final List<WorkbookIssue> findings = new ArrayList<>();
    private int lastRow;
    private String lastCode;

    /// @param columns the columns that the sheet has: what is not there says nothing, what is blank says that
    /// nothing is there
    GuideGroup(String sheet, int row, Set<GuideColumn> columns, Map<GuideColumn, String> cells) {
        this.sheet = sheet;
        this.firstRow = row;
        this.lastRow = row;
        this.columns = columns;
        this.cells = new EnumMap<>(GuideColumn.class);
        this.cells.putAll(cells);
        this.lastCode = cell(GuideColumn.CODE);
        item(row, cells);
    }

    /// Whether a later row goes on with this entry: by the same code, by the same title, or by blanks where the
    /// cells of an entry were merged. Excel's drag numbers a code that should have been repeated: that is still the
    /// same entry.
    ///
    /// @param ours whether a code is one of this unit's own: those number entries, and never by a drag
    boolean goesOn(Map<GuideColumn, String> row, Predicate<String> ours) {
        String title = row.getOrDefault(GuideColumn.TITLE, "");
        String code = row.getOrDefault(GuideColumn.CODE, "");
        String provider = row.getOrDefault(GuideColumn.PROVIDER, "");
        boolean sameTitle = title.isEmpty() || title.equals(cell(GuideColumn.TITLE));
        if (!code.isEmpty() && !cell(GuideColumn.CODE).isEmpty()) {
            return code.equals(cell(GuideColumn.CODE))
                    || (!title.isEmpty() && sameTitle && !ours.test(code) && GuideAnomalies.follows(lastCode, code));
        }
        return sameTitle && code.isEmpty() && (provider.isEmpty() || provider.equals(cell(GuideColumn.PROVIDER)));
    }

    void add(int row, Map<GuideColumn, String> next) {
        lastRow = row;
        String code = next.getOrDefault(GuideColumn.CODE, "");
        if (!code.isEmpty() && !code.equals(cell(GuideColumn.CODE))) {
            hint(row, GuideColumn.CODE, "code-dragged", Map.of("value", code, "first", cell(GuideColumn.CODE)));
            lastCode = code;
        }
        for (GuideColumn column : GuideColumn.OF_ENTRY) {
            String other = next.getOrDefault(column, "");
            if (!other.isEmpty() && !other.equals(cell(column))) {
                hint(row, column, "differs-within", Map.of("value", other, "row", Integer.toString(firstRow)));
            }
        }
        item(row, next);
    }

    private void item(int row, Map<GuideColumn, String> from) {
        Map<GuideColumn, String> own = new EnumMap<>(GuideColumn.class);
        for (GuideColumn column : GuideColumn.OF_ITEM) {
            String cell = from.getOrDefault(column, "");
            if (!cell.isEmpty()) {
                own.put(column, cell);
            }
        }
        if (!own.isEmpty()) {
            items.add(new ItemRow(row, own));
        }
    }

    void error(int row, GuideColumn column, String code, Map<String, String> facts) {
        findings.add(new WorkbookIssue(WorkbookIssue.Level.ERROR, sheet, row, column.head(), code, facts));
    }

    void hint(int row, GuideColumn column, String code, Map<String, String> facts) {
        findings.add(new WorkbookIssue(WorkbookIssue.Level.HINT, sheet, row, column.head(), code, facts));
    }

    boolean wrong() {
        return findings.stream().anyMatch(finding -> finding.level() == WorkbookIssue.Level.ERROR);
    }

    boolean has(GuideColumn column) {
        return columns.contains(column);
    }

    String cell(GuideColumn column) {
        return cells.getOrDefault(column, "");
    }

    String sheet() {
        return sheet;
    }

    int firstRow() {
        return firstRow;
    }

    int lastRow() {
        return lastRow;
    }

    List<ItemRow> items() {
        return items;
    }

    List<WorkbookIssue> findings() {
        return findings;
    }
}
