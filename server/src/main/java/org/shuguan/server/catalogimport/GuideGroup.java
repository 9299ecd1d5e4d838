package org.shuguan.server.catalogimport;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The rows of a workbook that belong to one entry, with the texts of their cells.
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

    /// @param columns the columns of the sheet: a missing column leaves the value of the entry, an empty cell
    ///     removes it
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

    /// Whether a later row belongs to this entry: same code, same title, or empty cells because the cells of the
    /// entry were merged. A code that dragging a cell has numbered still belongs to the same entry.
    ///
    /// @param ours whether a code is one of the unit's own; those are never the result of dragging
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
