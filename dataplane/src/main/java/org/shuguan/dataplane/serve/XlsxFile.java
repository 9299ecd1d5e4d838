package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// A workbook with one sheet, written row by row. Texts are cells of text, which a spreadsheet never runs as
/// formulas; numbers with more digits than a spreadsheet keeps are texts too.
final class XlsxFile extends RowFile {
    private static final int AT_ONCE = 500;
    private static final int LONGEST_CELL = 32_767;
    private static final int DIGITS = 15;

    private final OutputStream out;
    private final Workbook book;
    private final Worksheet sheet;
    private List<Column> columns = List.of();

    /// @param most rows without the heading
    XlsxFile(OutputStream out, long most) {
        super(most, true);
        this.out = out;
        this.book = new Workbook(out, "Shuguan", "1.0");
        this.sheet = book.newWorksheet("data");
    }

    @Override
    void begin(List<Column> all) {
        columns = all;
        for (int i = 0; i < all.size(); i++) {
            text(0, i, all.get(i).name());
        }
        sheet.freezePane(0, 1);
    }

    @Override
    void write(List<@Nullable Object> row) throws IOException {
        int at = (int) rows();
        for (int i = 0; i < row.size(); i++) {
            switch (row.get(i)) {
                case null -> {}
                case BigDecimal number
                when number.stripTrailingZeros().precision() <= DIGITS -> sheet.value(at, i, number);
                case Double number -> sheet.value(at, i, number);
                case Boolean truth -> sheet.value(at, i, truth);
                case Object value -> text(at, i, RowText.text(value));
            }
        }
        if (at % AT_ONCE == 0) {
            sheet.flush();
        }
    }

    private void text(int row, int column, String text) {
        String item = columns.get(column).name();
        if (text.length() > LONGEST_CELL) {
            throw RowsUnwritable.cell(row, item, LONGEST_CELL);
        }
        text.codePoints().filter(sign -> !isXml(sign)).findFirst().ifPresent(sign -> {
            throw RowsUnwritable.character(row, item, sign);
        });
        // A shared string would stay in memory until the end.
        sheet.inlineString(row, column, text);
    }

    /// Whether XML 1.0 has the character.
    private static boolean isXml(int sign) {
        return sign == '\t'
                || sign == '\n'
                || sign == '\r'
                || (sign >= 0x20 && sign <= 0xD7FF)
                || (sign >= 0xE000 && sign <= 0xFFFD)
                || sign >= 0x10000;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            book.finish();
        }
    }
}
