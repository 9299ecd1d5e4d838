package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes an XLSX workbook part by part, with what no library writes.
final class RawWorkbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder relations = new StringBuilder();
    private String main = MAIN;
    private String office = OFFICE;
    private String rows = "";
    private String after = "";

    RawWorkbook strict() {
        main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        return this;
    }

    /// @param cells elements `c` of the next row, without positions
    RawWorkbook row(String... cells) {
        rows += "<row>" + String.join("", cells) + "</row>";
        return this;
    }

    RawWorkbook rows(String xml) {
        rows += xml;
        return this;
    }

    RawWorkbook merged(String... ranges) {
        after += "<mergeCells>";
        for (String range : ranges) {
            after += "<mergeCell ref=\"" + range + "\"/>";
        }
        after += "</mergeCells>";
        return this;
    }

    RawWorkbook texts(String... items) {
        return part("sharedStrings", "sharedStrings.xml", "<sst>" + String.join("", items) + "</sst>");
    }

    /// @param formats numbers of the formats of the cells with style 0, 1, …
    /// @param codes elements `numFmt`
    RawWorkbook styles(String codes, int... formats) {
        StringBuilder cells = new StringBuilder();
        for (int format : formats) {
            cells.append("<xf numFmtId=\"").append(format).append("\"/>");
        }
        return part(
                "styles",
                "styles.xml",
                "<styleSheet><numFmts>" + codes
                        + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + cells
                        + "</cellXfs></styleSheet>");
    }

    RawWorkbook part(String type, String name, String xml) {
        relations
                .append("<Relationship Id=\"r")
                .append(parts.size() + 10)
                .append("\" Type=\"%OFFICE%/")
                .append(type)
                .append("\" Target=\"")
                .append(name)
                .append("\"/>");
        parts.put("xl/" + name, xml);
        return this;
    }

    static String number(String value) {
        return "<c><v>" + value + "</v></c>";
    }

    static String number(String value, String style) {
        return "<c s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    static String text(String text) {
        return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + text + "</t></is></c>";
    }

    static String empty() {
        return "<c/>";
    }

    Path write(Path file) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        all.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + types + "sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + types
                        + "worksheet+xml\"/>"
                        + (parts.containsKey("xl/styles.xml")
                                ? "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + types + "styles+xml\"/>"
                                : "")
                        + (parts.containsKey("xl/sharedStrings.xml")
                                ? "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" + types
                                        + "sharedStrings+xml\"/>"
                                : "")
                        + "</Types>");
        all.put(
                "_rels/.rels",
                relationships("<Relationship Id=\"r1\" Type=\"%OFFICE%/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        all.put(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"" + office
                        + "\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        all.put(
                "xl/_rels/workbook.xml.rels",
                relationships("<Relationship Id=\"r1\" Type=\"%OFFICE%/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                        + relations));
        all.put("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData>" + after + "</worksheet>");
        all.putAll(parts);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                String xml = part.getValue()
                        .replaceFirst("<(workbook|worksheet|sst|styleSheet)", "<$1 xmlns=\"" + main + "\"");
                zip.write(xml.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private String relationships(String all) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + all.replace("%OFFICE%", office) + "</Relationships>";
    }
}
