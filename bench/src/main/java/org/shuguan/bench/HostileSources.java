package org.shuguan.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Creates files that people upload by mistake, and one large regular table.
final class HostileSources {
    private static final int WIDE_COLUMNS = 1000;
    private static final int ROWS_OF_A_MEGABYTE = 5000;
    private static final int MEGABYTE = 1 << 20;

    private HostileSources() {}

    /// A table of 12 columns with about this many megabytes.
    static void table(Connection connection, int megabytes) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table people as
                    select n as id, '44120219' || lpad((n %% 1000000)::text, 10, '0') as idno,
                           (array['王伟', '李秀英', '张敏', '刘静', '欧阳文'])[1 + n %% 5] as name, 1 + n %% 2 as sex,
                           '13' || lpad((n * 7919 %% 1000000000)::text, 9, '0') as phone,
                           date '1950-01-01' + (n %% 20000)::int as birth, (n %% 100000) / 100.0 as amount,
                           '肇庆市端州区建设路' || n %% 999 || '号' as address, '44120' || 2 + n %% 3 as region,
                           case n %% 9 when 0 then '停保' else '正常' end as status,
                           '91441200MA' || lpad((n %% 90000000)::text, 8, '0') as credit,
                           timestamp '2024-01-01' + n * interval '1 second' as updated
                      from generate_series(1::bigint, %d) n
                    """.formatted((long) megabytes * ROWS_OF_A_MEGABYTE).replace("%%", "%"));
            statement.execute("vacuum analyze people");
        }
    }

    /// A CSV file that consists of a single line.
    static Path singleLine(Path folder, int megabytes) throws IOException {
        byte[] part = "肇庆市端州区,440000,正常,".repeat(MEGABYTE / 32).getBytes(StandardCharsets.UTF_8);
        return filled(folder.resolve("single-line.csv"), part, megabytes);
    }

    /// Random bytes in a file named as CSV.
    static Path binary(Path folder, int megabytes) throws IOException {
        byte[] part = new byte[MEGABYTE];
        new Random(7).nextBytes(part);
        return filled(folder.resolve("binary.csv"), part, megabytes);
    }

    private static Path filled(Path file, byte[] part, int megabytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = (long) megabytes * MEGABYTE; left > 0; left -= part.length) {
                out.write(part, 0, (int) Math.min(part.length, left));
            }
        }
        return file;
    }

    static Path wide(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve("wide.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int c = 0; c < WIDE_COLUMNS; c++) {
                out.write((c == 0 ? "" : ",") + "zd" + c);
            }
            int width = WIDE_COLUMNS * 6;
            for (long left = (long) megabytes * MEGABYTE, row = 0; left > 0; left -= width, row++) {
                out.write("\n");
                for (int c = 0; c < WIDE_COLUMNS; c++) {
                    out.write((c == 0 ? "" : ",") + (10_000 + (row * 31 + c) % 90_000));
                }
            }
        }
        return file;
    }

    /// A small workbook that unpacks to this many megabytes.
    static Path bomb(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve("bomb.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            put(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="rels" \
                    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" \
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                    <Override PartName="/xl/worksheets/sheet1.xml" \
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                    <Override PartName="/xl/styles.xml" \
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            put(zip, "_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
            put(zip, "xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
            put(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                    <sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            put(zip, "xl/styles.xml", """
                    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>""");
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                    .getBytes(StandardCharsets.UTF_8));
            byte[] rows = "<row><c t=\"inlineStr\"><is><t>440000</t></is></c><c><v>7</v></c></row>"
                    .repeat(MEGABYTE / 70)
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < megabytes; i++) {
                zip.write(rows);
            }
            zip.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String relation(String type, String target) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                + type + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
