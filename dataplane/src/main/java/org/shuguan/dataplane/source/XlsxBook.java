package org.shuguan.dataplane.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// An XLSX or XLSM workbook: its list of sheets, its styles and its texts. Parts are found by their relationships,
/// in the transitional and the strict form; styles and texts may be missing.
final class XlsxBook implements AutoCloseable {
    /// A sheet with cells; sheets that only hold a chart are left out.
    ///
    /// @param part path of its XML in the archive
    record Sheet(String name, boolean hidden, String part) {}

    private final ZipFile zip;
    /// paths in the archive, by the same in lower case
    private final Map<String, String> paths = new HashMap<>();
    private final List<Sheet> sheets = new ArrayList<>();
    /// numbers of cell formats that show days or times, and those that show an elapsed time
    private final BitSet days = new BitSet();
    private final BitSet elapsed = new BitSet();
    /// numbers of digits of the cell formats that show zeros in front
    private final Map<Integer, Integer> codeDigits = new HashMap<>();
    private String texts = "";
    private @Nullable List<String> loaded;
    private boolean since1904;

    XlsxBook(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
        try {
            zip.stream().forEach(entry -> paths.put(key(entry.getName()), entry.getName()));
            open();
        } catch (XMLStreamException e) {
            zip.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    List<Sheet> sheets() {
        return sheets;
    }

    boolean isSince1904() {
        return since1904;
    }

    boolean isDay(int format) {
        return days.get(format);
    }

    boolean isElapsed(int format) {
        return elapsed.get(format);
    }

    /// [SheetNumber#codeDigits] of a cell format.
    int codeDigits(int format) {
        return codeDigits.getOrDefault(format, 0);
    }

    /// A text of the workbook's list, null if it has no such text.
    @Nullable
    String text(int number) throws IOException, XMLStreamException {
        if (loaded == null) {
            loaded = texts();
        }
        return number >= 0 && number < loaded.size() ? loaded.get(number) : null;
    }

    InputStream part(String path) throws IOException {
        String name = paths.get(key(path));
        ZipEntry entry = name == null ? null : zip.getEntry(name);
        if (entry == null) {
            throw new FileNotFoundException(path);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static String key(String path) {
        String plain = path.replace('\\', '/');
        return (plain.startsWith("/") ? plain.substring(1) : plain).toLowerCase(Locale.ROOT);
    }

    private record Relation(String type, String target) {}

    private void open() throws IOException, XMLStreamException {
        String book = relations("").values().stream()
                .filter(relation -> relation.type().equals("officeDocument"))
                .map(Relation::target)
                .findFirst()
                .orElse("xl/workbook.xml");
        Map<String, Relation> relations = relations(book);
        for (Relation relation : relations.values()) {
            switch (relation.type()) {
                case "styles" -> styles(relation.target());
                case "sharedStrings" -> texts = relation.target();
                default -> {
                    // Macros, themes, external links: nothing that cells need.
                }
            }
        }
        try (InputStream in = part(book)) {
            XMLStreamReader xml = Ooxml.reader(in);
            while (Ooxml.nextElement(xml)) {
                switch (xml.getLocalName()) {
                    case "workbookPr" -> since1904 = Ooxml.isTrue(Ooxml.attribute(xml, "date1904"));
                    case "sheet" -> {
                        Relation relation = relations.get(Ooxml.foreignAttribute(xml, "id"));
                        String state = String.valueOf(Ooxml.attribute(xml, "state"));
                        if (relation != null && relation.type().equals("worksheet")) {
                            sheets.add(new Sheet(
                                    Ooxml.unescaped(String.valueOf(Ooxml.attribute(xml, "name"))),
                                    state.equals("hidden") || state.equals("veryHidden"),
                                    relation.target()));
                        }
                    }
                    default -> {
                        // Views, names, external references.
                    }
                }
            }
        }
    }

    /// The relationships of a part by their id; with their paths in the archive.
    ///
    /// @param part an empty text for those of the archive itself
    private Map<String, Relation> relations(String part) throws IOException, XMLStreamException {
        Map<String, Relation> relations = new HashMap<>();
        int slash = part.lastIndexOf('/');
        String folder = part.substring(0, slash + 1);
        String path = folder + "_rels/" + part.substring(slash + 1) + ".rels";
        if (!paths.containsKey(key(path))) {
            return relations;
        }
        try (InputStream in = part(path)) {
            XMLStreamReader xml = Ooxml.reader(in);
            while (Ooxml.nextElement(xml)) {
                String target = Ooxml.attribute(xml, "Target");
                if (xml.getLocalName().equals("Relationship")
                        && target != null
                        && !"External".equals(Ooxml.attribute(xml, "TargetMode"))) {
                    String type = String.valueOf(Ooxml.attribute(xml, "Type"));
                    relations.put(
                            String.valueOf(Ooxml.attribute(xml, "Id")),
                            new Relation(type.substring(type.lastIndexOf('/') + 1), resolved(folder, target)));
                }
            }
        }
        return relations;
    }

    private static String resolved(String folder, String target) {
        String plain = target.replace('\\', '/');
        List<String> steps = new ArrayList<>();
        for (String step : (plain.startsWith("/") ? plain : folder + plain).split("/", -1)) {
            if (step.equals("..") && !steps.isEmpty()) {
                steps.removeLast();
            } else if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
                steps.add(step);
            }
        }
        return String.join("/", steps);
    }

    private void styles(String part) throws IOException, XMLStreamException {
        if (!paths.containsKey(key(part))) {
            return;
        }
        Map<Integer, String> codes = new HashMap<>();
        try (InputStream in = part(part)) {
            XMLStreamReader xml = Ooxml.reader(in);
            boolean cells = false;
            int format = 0;
            while (Ooxml.nextElement(xml)) {
                switch (xml.getLocalName()) {
                    case "numFmt" ->
                        codes.put(
                                Ooxml.number(Ooxml.attribute(xml, "numFmtId"), -1),
                                String.valueOf(Ooxml.attribute(xml, "formatCode")));
                    case "cellXfs" -> cells = true;
                    case "cellStyleXfs", "cellStyles", "dxfs", "tableStyles" -> cells = false;
                    case "xf" -> {
                        if (cells) {
                            int number = Ooxml.number(Ooxml.attribute(xml, "numFmtId"), 0);
                            days.set(format, SheetNumber.isDate(number, codes.get(number)));
                            elapsed.set(format, SheetNumber.isElapsed(number, codes.get(number)));
                            int digits = SheetNumber.codeDigits(codes.get(number));
                            if (digits > 0) {
                                codeDigits.put(format, digits);
                            }
                            format++;
                        }
                    }
                    default -> {
                        // Fonts, fills, borders.
                    }
                }
            }
        }
    }

    private List<String> texts() throws IOException, XMLStreamException {
        List<String> list = new ArrayList<>();
        if (!paths.containsKey(key(texts))) {
            return list;
        }
        try (InputStream in = part(texts)) {
            XMLStreamReader xml = Ooxml.reader(in);
            while (Ooxml.nextElement(xml)) {
                if (xml.getLocalName().equals("si")) {
                    list.add(text(xml));
                }
            }
        }
        return list;
    }

    /// The text of the element that the reader is at (`si` or `is`), without the reading aids (`rPh`) beside it.
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    Ooxml.skip(xml);
                    continue;
                }
                inside = xml.getLocalName().equals("t");
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inside = false;
                depth--;
            } else if (inside && Ooxml.isText(event)) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
        return Ooxml.unescaped(text.toString());
    }
}
