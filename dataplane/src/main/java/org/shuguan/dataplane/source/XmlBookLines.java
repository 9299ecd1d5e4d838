package org.shuguan.dataplane.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook in the XML form of Excel 2003, streamed.
final class XmlBookLines implements LineSource {
    static final String NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet";

    private final Path file;
    private final int sheet;
    private final List<String> sheets = new ArrayList<>();
    private final List<Boolean> hidden = new ArrayList<>();
    private final List<MergedCells.Builder> merged = new ArrayList<>();

    /// @param sheet index of the sheet; -1 for the list of sheets only
    XmlBookLines(Path file, int sheet) {
        this.file = file;
        this.sheet = sheet;
    }

    /// Names of the sheets; available after all rows were read.
    List<String> sheets() {
        return sheets;
    }

    boolean isHidden(int of) {
        return hidden.get(of);
    }

    MergedCells merged(int of) {
        return merged.get(of).build();
    }

    @Override
    public void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable {
        sheets.clear();
        hidden.clear();
        merged.clear();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            XMLStreamReader xml = Ooxml.reader(in);
            boolean more = true;
            long row = 0;
            while (more && Ooxml.nextElement(xml)) {
                switch (xml.getLocalName()) {
                    case "Worksheet" -> {
                        sheets.add(String.valueOf(Ooxml.attribute(xml, "Name")));
                        hidden.add(false);
                        merged.add(new MergedCells.Builder());
                        row = 0;
                    }
                    case "Visible" -> hide(xml);
                    case "Row" -> {
                        row = Ooxml.number(Ooxml.attribute(xml, "Index"), (int) row + 1);
                        if (row > CellPositions.LAST_ROW) {
                            throw outside();
                        }
                        List<@Nullable String> cells = row(xml, row);
                        if (sheet == sheets.size() - 1) {
                            more = taker.test(new ParsedLine(row, cells));
                        }
                    }
                    default -> {
                        // Styles, columns, options.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw FileFormat.broken(file, e);
        }
    }

    private void hide(XMLStreamReader xml) throws XMLStreamException {
        if (!hidden.isEmpty() && xml.getElementText().contains("Hidden")) {
            hidden.set(hidden.size() - 1, true);
        }
    }

    private List<@Nullable String> row(XMLStreamReader xml, long row) throws XMLStreamException, SourceUnreadable {
        List<@Nullable String> cells = new ArrayList<>();
        int column = 0;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (!xml.getLocalName().equals("Cell")) {
                Ooxml.skip(xml);
                continue;
            }
            column = Ooxml.number(Ooxml.attribute(xml, "Index"), column + 1);
            int across = Ooxml.number(Ooxml.attribute(xml, "MergeAcross"), 0);
            int down = Ooxml.number(Ooxml.attribute(xml, "MergeDown"), 0);
            if (column + across > CellPositions.LAST_COLUMN || column == 0) {
                throw outside();
            }
            if (across + down > 0) {
                merged.getLast().add(row, row + down, column - 1, column - 1 + across);
            }
            String text = cell(xml);
            if (text != null && !text.isEmpty()) {
                while (cells.size() < column) {
                    cells.add(null);
                }
                cells.set(column - 1, text);
            }
            column += across;
        }
        return cells;
    }

    private static @Nullable String cell(XMLStreamReader xml) throws XMLStreamException {
        String text = null;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("Data")) {
                    text = data(String.valueOf(Ooxml.attribute(xml, "Type")), text(xml));
                } else {
                    Ooxml.skip(xml);
                }
            }
        }
        return text;
    }

    private static String data(String type, String raw) {
        return switch (type) {
            case "Number" -> SheetNumber.text(raw);
            case "DateTime" -> {
                String day = SheetNumber.isoDay(raw);
                // A time of day is kept as a time of the last day of 1899.
                yield day.startsWith("1899-12-31 ") ? day.substring(11) : day;
            }
            case "Boolean" -> raw.strip().equals("1") ? "TRUE" : "FALSE";
            default -> raw;
        };
    }

    /// The text of an element with all elements inside.
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            if (Ooxml.isText(event)) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
        return text.toString();
    }

    private SourceUnreadable outside() {
        return new SourceUnreadable(
                SourceUnreadable.Reason.CELL_POSITION, file.getFileName().toString(), null);
    }
}
