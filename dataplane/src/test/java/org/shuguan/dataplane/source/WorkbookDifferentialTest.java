package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Our reader against Apache POI's model of a workbook, over generated and over damaged workbooks: the same cells,
/// or the difference is told. jqwik prints its seed; each workbook is made from one number, which a failure shows.
class WorkbookDifferentialTest {
    private static final List<String> FORMATS = List.of(
            "General",
            "0.00",
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "yyyy/m/d h:mm",
            "[$-804]yyyy年m月",
            "#,##0.00_);[Red](#,##0.00)",
            "0.0%",
            "000000",
            "h:mm:ss",
            "@");
    private static final List<String> TEXTS = List.of(
            "甲",
            " 乙 ",
            "a_x000D_b",
            "x\ny",
            "x\r\ny",
            "&<>\"'",
            "--",
            "0012",
            "=1+1",
            "𠮷野家",
            "\t",
            "合计",
            "2021-08-10",
            "姓名",
            "说明：某");
    private static final List<String> FORMULAS =
            List.of("1+1", "\"甲\"&\"乙\"", "1=2", "1/0", "NA()", "T(\"\")", "44418");

    /// Notes that say that cells were not read as they are.
    private static final Set<String> TOLD =
            Set.of("formulas-without-value", "cells-without-text", "cells-cut", "sheets-without-table");

    @Property(tries = 250, seed = "20211")
    void generatedBooksHaveTheSameCells(@ForAll long seed, @ForAll boolean old) throws Exception {
        Path file = Files.createTempFile("shuguan-peer", old ? ".xls" : ".xlsx");
        try {
            write(file, seed, old);
            compare(file, seed, false);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 250, seed = "20211")
    void damagedBooksHaveTheSameCellsOrAreRefused(@ForAll long seed, @ForAll boolean old) throws Exception {
        damaged(seed, old);
    }

    @Property(tries = 10_000)
    @Tag("deep")
    void damagedBooksHaveTheSameCellsOrAreRefusedWhateverTheyAre(@ForAll long seed, @ForAll boolean old)
            throws Exception {
        damaged(seed, old);
    }

    private static void damaged(long seed, boolean old) throws Exception {
        Path file = Files.createTempFile("shuguan-peer", old ? ".xls" : ".xlsx");
        try {
            write(file, seed, old);
            if (old) {
                damageBytes(file, new Random(seed + 1));
            } else {
                damageParts(file, new Random(seed + 1));
            }
            compare(file, seed, true);
        } finally {
            Files.delete(file);
        }
    }

    private static void compare(Path file, long seed, boolean damaged) throws Exception {
        Map<String, List<List<String>>> peer;
        List<String> sheets = new ArrayList<>();
        try (Workbook book = WorkbookPeer.open(file)) {
            book.forEach(sheet -> sheets.add(sheet.getSheetName()));
            peer = WorkbookPeer.rows(book);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            assertThat(damaged).as("seed %d: %s", seed, e).isTrue();
            return;
        }
        List<Reading.Part> parts =
                sheets.stream().map(name -> new Reading.Part(name, 1, null, 0)).toList();
        FileInspection ours;
        try {
            ours = FileInspection.of(file, new Reading(null, null, null, null, null, parts));
        } catch (SourceUnreadable e) {
            boolean empty = e.reason() == SourceUnreadable.Reason.EMPTY && peer.isEmpty();
            assertThat(damaged || empty).as("seed %d: %s", seed, e).isTrue();
            return;
        }
        for (Map.Entry<String, List<List<String>>> sheet : peer.entrySet()) {
            var found = ours.tables().stream()
                    .filter(table -> sheet.getKey().equals(table.part().sheet()))
                    .findFirst()
                    .orElse(null);
            boolean told = ours.tables().stream()
                    .flatMap(table -> table.notes().stream())
                    .anyMatch(note -> TOLD.contains(note.code()));
            if (!told) {
                assertThat(found)
                        .as("seed %d, sheet %s of %s", seed, sheet.getKey(), peer)
                        .isNotNull();
                assertThat(WorkbookPeer.difference(found.sample(), sheet.getValue(), damaged))
                        .as("seed %d, sheet %s", seed, sheet.getKey())
                        .isEmpty();
            }
        }
    }

    private static void write(Path file, long seed, boolean old) throws IOException {
        Random random = new Random(seed);
        try (Workbook book = old ? new HSSFWorkbook() : new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            List<CellStyle> styles = new ArrayList<>();
            for (String format : FORMATS) {
                CellStyle style = book.createCellStyle();
                style.setDataFormat(book.createDataFormat().getFormat(format));
                styles.add(style);
            }
            for (int s = random.nextInt(3); s >= 0; s--) {
                sheet(book.createSheet("表" + s), styles, random);
            }
            if (random.nextBoolean()) {
                book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            }
            book.write(out);
        }
    }

    private static void sheet(Sheet sheet, List<CellStyle> styles, Random random) {
        int width = 1 + random.nextInt(6);
        int left = random.nextInt(3);
        for (int r = random.nextInt(3), n = random.nextInt(12); n >= 0; n--, r += random.nextInt(8) == 0 ? 2 : 1) {
            Row row = sheet.createRow(r);
            for (int c = left; c < left + width; c++) {
                if (random.nextInt(5) > 0) {
                    fill(row.createCell(c), styles, random);
                }
            }
        }
        for (int m = random.nextInt(3); m > 0; m--) {
            int top = random.nextInt(8);
            int column = left + random.nextInt(width);
            CellRangeAddress range =
                    new CellRangeAddress(top, top + random.nextInt(3), column, column + random.nextInt(3));
            boolean apart = sheet.getMergedRegions().stream().noneMatch(range::intersects);
            if (range.getNumberOfCells() > 1 && apart) {
                sheet.addMergedRegion(range);
            }
        }
    }

    private static void fill(Cell cell, List<CellStyle> styles, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> cell.setCellValue(random.nextBoolean());
            case 1 -> cell.setCellFormula(FORMULAS.get(random.nextInt(FORMULAS.size())));
            case 2 ->
                cell.setCellValue(
                        random.nextInt(60_000) + (random.nextBoolean() ? random.nextInt(86_400) / 86_400.0 : 0));
            case 3 -> cell.setCellValue((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 19)));
            default -> cell.setCellValue(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        if (random.nextBoolean()) {
            cell.setCellStyle(styles.get(random.nextInt(styles.size())));
        }
    }

    /// Changes a sign, takes an attribute away or an element in the XML of one part.
    private static void damageParts(Path file, Random random) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(copy)) {
            for (ZipEntry part : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                String xml;
                try (InputStream in = zip.getInputStream(part)) {
                    xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
                boolean cells = part.getName().matches("xl/(?:worksheets/.*|styles|sharedStrings|workbook)\\.?x?m?l?");
                out.putNextEntry(new ZipEntry(part.getName()));
                out.write(
                        (cells && random.nextBoolean() ? damaged(xml, random) : xml).getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(file, copy.toByteArray());
    }

    private static String damaged(String xml, Random random) {
        List<String> kinds = List.of(
                " [rst]=\"[^\"]*\"",
                "<v>[^<]*</v>",
                "<row [^>]*>",
                "(?<=<v>)[^<]*",
                "(?<= t=\")[a-z]+",
                "<c [^>]*/>",
                "<t[^>]*>[^<]*</t>");
        String kind = kinds.get(random.nextInt(kinds.size()));
        java.util.regex.Matcher found = java.util.regex.Pattern.compile(kind).matcher(xml);
        List<int[]> places = new ArrayList<>();
        while (found.find()) {
            places.add(new int[] {found.start(), found.end()});
        }
        if (places.isEmpty()) {
            return xml;
        }
        int[] place = places.get(random.nextInt(places.size()));
        String instead =
                List.of("", "1", "s", "<v>3</v>", " s=\"1\"").get(kind.startsWith("(") ? 1 + random.nextInt(2) : 0);
        return xml.substring(0, place[0]) + instead + xml.substring(place[1]);
    }

    private static void damageBytes(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int n = random.nextInt(3); n >= 0; n--) {
            bytes[512 + random.nextInt(bytes.length - 512)] = (byte) random.nextInt(256);
        }
        Files.write(file, bytes);
    }
}
