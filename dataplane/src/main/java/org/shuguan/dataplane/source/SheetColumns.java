package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Finds the hidden columns of an XLSX file's sheets, which the library does not report. They are declared before
/// the rows, so that little has to be read.
final class SheetColumns {
    private static final int MOST = 16_384;

    private SheetColumns() {}

    /// Hidden columns as `C` or `E-G`, by the relationship id of their sheet.
    static Map<String, List<String>> hidden(Path file) throws IOException {
        Map<String, List<String>> hidden = new HashMap<>();
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Map.Entry<String, String> sheet : targets(zip, factory).entrySet()) {
                ZipEntry part = zip.getEntry(sheet.getValue());
                if (part != null) {
                    try (InputStream in = zip.getInputStream(part)) {
                        List<String> columns = columns(factory.createXMLStreamReader(in));
                        if (!columns.isEmpty()) {
                            hidden.put(sheet.getKey(), columns);
                        }
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return hidden;
    }

    private static Map<String, String> targets(ZipFile zip, XMLInputFactory factory)
            throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        ZipEntry relations = zip.getEntry("xl/_rels/workbook.xml.rels");
        if (relations == null) {
            return targets;
        }
        try (InputStream in = zip.getInputStream(relations)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    String target = String.valueOf(xml.getAttributeValue(null, "Target"));
                    targets.put(
                            String.valueOf(xml.getAttributeValue(null, "Id")),
                            target.startsWith("/") ? target.substring(1) : "xl/" + target);
                }
            }
        }
        return targets;
    }

    private static List<String> columns(XMLStreamReader xml) throws XMLStreamException {
        List<String> hidden = new ArrayList<>();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("sheetData")) {
                break;
            }
            String is = xml.getAttributeValue(null, "hidden");
            if (xml.getLocalName().equals("col") && ("1".equals(is) || "true".equals(is))) {
                int from = number(xml.getAttributeValue(null, "min"));
                int to = number(xml.getAttributeValue(null, "max"));
                // Often all columns to the right of the table are hidden; these are ignored.
                if (from > 0 && to < MOST) {
                    hidden.add(from == to ? letters(from) : letters(from) + "-" + letters(to));
                }
            }
        }
        return hidden;
    }

    private static int number(String text) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
