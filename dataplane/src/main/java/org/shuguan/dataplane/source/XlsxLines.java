package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an XLSX file, streamed. Formulas give the value that was stored with them.
final class XlsxLines implements LineSource {
    /// maximum length of a cell in characters; Excel's own limit is 32,767
    private static final int LONGEST_CELL = 1 << 20;

    private final Path file;
    private final XlsxBook.Sheet sheet;
    private long hiddenRows;
    private long withoutValue;
    private long cut;
    private long withoutText;

    XlsxLines(Path file, XlsxBook.Sheet sheet) {
        this.file = file;
        this.sheet = sheet;
    }

    @Override
    public void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable {
        hiddenRows = 0;
        withoutValue = 0;
        cut = 0;
        withoutText = 0;
        try (XlsxBook book = new XlsxBook(file);
                InputStream in = book.part(sheet.part())) {
            new Rows(book, Ooxml.reader(in)).readWhile(taker);
        } catch (XMLStreamException e) {
            throw FileFormat.broken(file, e);
        }
    }

    /// Number of hidden rows; available after all rows were read.
    long hiddenRows() {
        return hiddenRows;
    }

    /// Number of formulas that were saved without their value; available after all rows were read.
    long withoutValue() {
        return withoutValue;
    }

    /// Number of cells whose text was cut; available after all rows were read.
    long cut() {
        return cut;
    }

    /// Number of cells that refer to a text that the workbook does not have; available after all rows were read.
    long withoutText() {
        return withoutText;
    }

    private final class Rows {
        private final XlsxBook book;
        private final XMLStreamReader xml;
        private long row;
        private int column;

        Rows(XlsxBook book, XMLStreamReader xml) {
            this.book = book;
            this.xml = xml;
        }

        void readWhile(Predicate<ParsedLine> taker) throws IOException, XMLStreamException, SourceUnreadable {
            boolean data = false;
            boolean more = true;
            while (more && Ooxml.nextElement(xml)) {
                data |= xml.getLocalName().equals("sheetData");
                if (data && xml.getLocalName().equals("row")) {
                    more = taker.test(row());
                }
            }
        }

        private ParsedLine row() throws IOException, XMLStreamException, SourceUnreadable {
            long number = Ooxml.number(Ooxml.attribute(xml, "r"), (int) Math.min(row + 1, CellPositions.LAST_ROW + 1));
            if (number <= row) {
                throw FileFormat.broken(file, new IOException("row " + number + " after row " + row));
            }
            if (number > CellPositions.LAST_ROW) {
                throw outside();
            }
            row = number;
            column = 0;
            boolean hidden = Ooxml.isTrue(Ooxml.attribute(xml, "hidden"));
            List<@Nullable String> cells = new ArrayList<>();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("c")) {
                        cell(cells);
                    } else {
                        Ooxml.skip(xml);
                    }
                }
            }
            ParsedLine line = new ParsedLine(row, cells);
            if (hidden && line.filled() > 0) {
                hiddenRows++;
            }
            return line;
        }

        private void cell(List<@Nullable String> cells) throws IOException, XMLStreamException, SourceUnreadable {
            String position = Ooxml.attribute(xml, "r");
            int named = position == null ? 0 : SheetColumns.column(position);
            column = named > 0 ? named : column + 1;
            if (column > CellPositions.LAST_COLUMN) {
                throw outside();
            }
            String type = Ooxml.attribute(xml, "t");
            int format = Ooxml.number(Ooxml.attribute(xml, "s"), 0);
            boolean formula = false;
            String raw = null;
            String inline = null;
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "v" -> raw = content();
                        case "is" -> inline = XlsxBook.text(xml);
                        default -> {
                            formula |= xml.getLocalName().equals("f");
                            Ooxml.skip(xml);
                        }
                    }
                }
            }
            String text = inline == null ? value(type == null ? "n" : type, raw, format, formula) : inline;
            if (text == null || text.isEmpty()) {
                return;
            }
            if (text.length() > LONGEST_CELL) {
                cut++;
                text = text.substring(0, LONGEST_CELL);
            }
            while (cells.size() < column) {
                cells.add(null);
            }
            cells.set(column - 1, text);
        }

        private @Nullable String value(String type, @Nullable String raw, int format, boolean formula)
                throws IOException, XMLStreamException {
            if (raw == null || (raw.isEmpty() && !type.equals("str"))) {
                withoutValue += formula ? 1 : 0;
                return null;
            }
            return switch (type) {
                case "s" -> {
                    String text = book.text(Ooxml.number(raw, -1));
                    withoutText += text == null ? 1 : 0;
                    yield text;
                }
                case "str", "inlineStr" -> Ooxml.unescaped(raw);
                case "b" -> raw.strip().equals("1") || raw.strip().equals("true") ? "TRUE" : "FALSE";
                case "e" -> raw;
                case "d" -> SheetNumber.isoDay(raw);
                default ->
                    book.isElapsed(format)
                            ? SheetNumber.elapsed(raw)
                            : book.isDay(format)
                                    ? SheetNumber.day(raw, book.isSince1904())
                                    : SheetNumber.code(raw, book.codeDigits(format));
            };
        }

        private String content() throws XMLStreamException {
            StringBuilder content = new StringBuilder();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    Ooxml.skip(xml);
                } else if (Ooxml.isText(event)) {
                    content.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
            }
            return content.toString();
        }

        private SourceUnreadable outside() {
            return new SourceUnreadable(
                    SourceUnreadable.Reason.CELL_POSITION, file.getFileName().toString(), null);
        }
    }
}
