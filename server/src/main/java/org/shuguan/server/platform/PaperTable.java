package org.shuguan.server.platform;

import java.math.BigInteger;
import java.util.List;
import org.apache.poi.xwpf.usermodel.LineSpacingRule;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.TableRowAlign;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTblLayoutType;

/// The tables of an [OfficialPaper]: as wide as the type area, figures aligned right, the header row repeated on
/// each page.
final class PaperTable {
    static final int SIZE = 12;
    private static final double LINE = 18;

    private PaperTable() {}

    static void write(XWPFTable table, List<Integer> widths, List<String> head, List<List<Object>> rows) {
        int all = widths.stream().mapToInt(Integer::intValue).sum();
        List<Integer> twips =
                widths.stream().map(width -> width * OfficialPaper.WIDTH / all).toList();
        table.setWidth(OfficialPaper.WIDTH);
        table.setTableAlignment(TableRowAlign.CENTER);
        table.getCTTbl().getTblPr().addNewTblLayout().setType(STTblLayoutType.FIXED);
        var grid = table.getCTTbl().getTblGrid() == null
                ? table.getCTTbl().addNewTblGrid()
                : table.getCTTbl().getTblGrid();
        while (grid.sizeOfGridColArray() > 0) {
            grid.removeGridCol(0);
        }
        twips.forEach(width -> grid.addNewGridCol().setW(BigInteger.valueOf(width)));
        table.setCellMargins(30, 60, 30, 60);
        line(table.getRow(0), twips, List.copyOf(head), true);
        table.getRow(0).setRepeatHeader(true);
        for (int i = 0; i < rows.size(); i++) {
            line(table.getRow(i + 1), twips, rows.get(i), false);
        }
    }

    private static void line(XWPFTableRow row, List<Integer> widths, List<?> cells, boolean head) {
        row.setCantSplitRow(true);
        for (int i = 0; i < cells.size(); i++) {
            XWPFTableCell cell = row.getCell(i);
            cell.setWidth(Integer.toString(widths.get(i)));
            cell.setVerticalAlignment(XWPFTableCell.XWPFVertAlign.CENTER);
            XWPFParagraph paragraph = cell.getParagraphs().getFirst();
            Object value = cells.get(i);
            boolean figure = value instanceof Number;
            paragraph.setAlignment(
                    head ? ParagraphAlignment.CENTER : figure ? ParagraphAlignment.RIGHT : ParagraphAlignment.LEFT);
            paragraph.setSpacingAfter(0);
            paragraph.setSpacingBetween(LINE, LineSpacingRule.EXACT);
            OfficialPaper.write(
                    paragraph,
                    figure ? "%,d".formatted(((Number) value).longValue()) : value.toString(),
                    head ? OfficialPaper.HEI : OfficialPaper.FANG_SONG,
                    SIZE);
        }
    }
}
