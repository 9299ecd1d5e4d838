package org.shuguan.dataplane.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What a sheet of an XLSX file declares beside its cells: hidden columns, which stand before the rows, and merged
/// cells, which stand after them. The rows are only parsed if there are merged cells.
///
/// @param hidden hidden columns as `C` or `E-G`
record SheetColumns(List<String> hidden, MergedCells merged) {
    private static final int MOST = 16_384;
    private static final String MERGED = "mergeCell";

    static SheetColumns of(XlsxBook book, XlsxBook.Sheet sheet) throws IOException, XMLStreamException {
        boolean merged;
        try (InputStream in = book.part(sheet.part())) {
            merged = mayHaveMerged(in);
        }
        List<String> hidden = new ArrayList<>();
        MergedCells.Builder cells = new MergedCells.Builder();
        try (InputStream in = book.part(sheet.part())) {
            XMLStreamReader xml = Ooxml.reader(in);
            while (Ooxml.nextElement(xml)) {
                switch (xml.getLocalName()) {
                    case "col" -> hide(xml, hidden);
                    case "mergeCell" -> cells.add(String.valueOf(Ooxml.attribute(xml, "ref")));
                    default -> {
                        // Rows, views, links.
                    }
                }
                if (!merged && xml.getLocalName().equals("sheetData")) {
                    break;
                }
            }
        }
        return new SheetColumns(hidden, cells.build());
    }

    /// Whether the word for merged cells is in the bytes, or the encoding does not let them be compared.
    private static boolean mayHaveMerged(InputStream part) throws IOException {
        try (InputStream in = new BufferedInputStream(part, 1 << 16)) {
            byte[] buffer = new byte[1 << 16];
            int matched = 0;
            boolean begun = false;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!begun && n > 1) {
                    begun = true;
                    if (buffer[0] == 0 || buffer[1] == 0 || (buffer[0] & 0xFF) >= 0xFE) {
                        return true;
                    }
                }
                for (int i = 0; i < n; i++) {
                    char sign = (char) (buffer[i] & 0xFF);
                    matched = sign == MERGED.charAt(matched) ? matched + 1 : sign == 'm' ? 1 : 0;
                    if (matched == MERGED.length()) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static void hide(XMLStreamReader xml, List<String> hidden) {
        int from = Ooxml.number(Ooxml.attribute(xml, "min"), 0);
        int to = Ooxml.number(Ooxml.attribute(xml, "max"), 0);
        // Often all columns to the right of the table are hidden; these are ignored.
        if (Ooxml.isTrue(Ooxml.attribute(xml, "hidden")) && from > 0 && to < MOST) {
            hidden.add(from == to ? letters(from) : letters(from) + "-" + letters(to));
        }
    }

    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    /// The column of a position as `AB12`, from 1; 0 if the position has none.
    static int column(String position) {
        int column = 0;
        for (int i = 0; i < position.length() && column <= MOST; i++) {
            char letter = Character.toUpperCase(position.charAt(i));
            if (letter >= 'A' && letter <= 'Z') {
                column = column * 26 + (letter - 'A' + 1);
            } else if (letter != '$' && letter != ' ') {
                break;
            }
        }
        return column;
    }
}
