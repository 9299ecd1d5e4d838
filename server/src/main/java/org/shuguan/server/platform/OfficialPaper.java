package org.shuguan.server.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.LineSpacingRule;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFFooter;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTBorder;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTabStop;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblBorders;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STBorder;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTabJc;

/// An official document in the format of GB/T 9704-2012: A4, type area 156 × 225 mm, 仿宋 of size 3, headings 一、
/// in 黑体 and （一） in 楷体, page numbers `— 1 —` outside. Reports have no red header. It is written as .docx, which
/// names the fonts of the standard, and as PDF with those of them that are installed ([PaperFonts]).
public final class OfficialPaper {
    static final String SONG = "宋体";
    static final String HEI = "黑体";
    static final String FANG_SONG = "仿宋_GB2312";
    private static final String KAI = "楷体_GB2312";
    private static final String TITLE = "方正小标宋简体";
    private static final String NUMERALS = "一二三四五六七八九十";
    /// in points: the Chinese type sizes 2, 3, 4
    static final int SIZE_2 = 22;

    static final int SIZE_3 = 16;
    static final int SIZE_4 = 14;
    static final double LINE = 29;
    static final String RED = "FF0000";
    private static final int LARGEST_MARK = 42;
    /// in eighths of a point: the red rule, and the rules of the end note
    private static final int RULE = 12;

    private static final int THICK = 8;
    private static final int THIN = 6;
    /// 35 mm, in twips
    private static final int MARK_BELOW = 1984;
    /// 4 mm, in points
    private static final int RULE_BELOW = 11;
    /// in twips: the margins, the width of the type area, one and two characters of size 3
    private static final int TOP = 2098;

    private static final int LEFT = 1587;
    private static final int RIGHT = 1474;
    private static final int BOTTOM = 1984;
    static final int WIDTH = 11906 - LEFT - RIGHT;
    private static final int CHARACTER = 320;
    /// 7 mm below the type area
    private static final int FOOTER = BOTTOM - 397 - SIZE_4 * 20;

    private final XWPFDocument document = new XWPFDocument();
    private final List<PaperBlock> blocks = new ArrayList<>();
    private int sections;
    private int parts;
    private int tables;

    public OfficialPaper() {
        CTSectPr section = document.getDocument().getBody().addNewSectPr();
        CTPageSz size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(11906));
        size.setH(BigInteger.valueOf(16838));
        CTPageMar margins = section.addNewPgMar();
        margins.setTop(BigInteger.valueOf(TOP));
        margins.setBottom(BigInteger.valueOf(BOTTOM));
        margins.setLeft(BigInteger.valueOf(LEFT));
        margins.setRight(BigInteger.valueOf(RIGHT));
        margins.setFooter(BigInteger.valueOf(FOOTER));
        margins.setHeader(BigInteger.valueOf(851));
        document.setEvenAndOddHeadings(true);
        pageNumber(HeaderFooterType.DEFAULT, ParagraphAlignment.RIGHT);
        pageNumber(HeaderFooterType.EVEN, ParagraphAlignment.LEFT);
    }

    /// The red header: the mark, whose upper edge is 35 mm below that of the type area, two lines below it the number,
    /// and the red rule. It must be written first.
    public void redHeader(String mark, String number) {
        blocks.add(new PaperBlock.RedHeader(mark, number));
        XWPFParagraph head = paragraph(ParagraphAlignment.CENTER, 0, markSize(mark) + 8);
        head.setSpacingBefore(MARK_BELOW);
        write(head, mark, TITLE, markSize(mark)).setColor(RED);
        paragraph(ParagraphAlignment.CENTER, 0, LINE);
        XWPFParagraph below = paragraph(ParagraphAlignment.CENTER, 0, LINE);
        write(below, number, FANG_SONG, SIZE_3);
        below.setBorderBottom(Borders.SINGLE);
        CTBorder rule = below.getCTP().getPPr().getPBdr().getBottom();
        rule.setColor(RED);
        rule.setSz(BigInteger.valueOf(RULE));
        rule.setSpace(BigInteger.valueOf(RULE_BELOW));
        paragraph(ParagraphAlignment.CENTER, 0, LINE);
        paragraph(ParagraphAlignment.CENTER, 0, LINE);
    }

    /// The largest size, in points, in which the mark fits into one line.
    static int markSize(String mark) {
        return Math.min(LARGEST_MARK, WIDTH / 20 / Math.max(1, mark.length()));
    }

    /// The title; each argument is a line.
    public void title(String... lines) {
        blocks.add(new PaperBlock.Title(List.of(lines)));
        for (String line : lines) {
            write(paragraph(ParagraphAlignment.CENTER, 0, 36), line, TITLE, SIZE_2);
        }
    }

    /// A line below the title, for example 截至 and a day.
    public void subtitle(String text) {
        blocks.add(new PaperBlock.Subtitle(text));
        write(paragraph(ParagraphAlignment.CENTER, 0, LINE), text, KAI, SIZE_3);
        paragraph(ParagraphAlignment.LEFT, 0, LINE);
    }

    /// A section heading with its number `一、`.
    public void section(String heading) {
        sections++;
        parts = 0;
        heading(numeral(sections) + "、" + heading, HEI);
    }

    /// A heading with its number `（一）` within a section.
    public void part(String heading) {
        parts++;
        heading("（" + numeral(parts) + "）" + heading, KAI);
    }

    public void text(String text) {
        blocks.add(new PaperBlock.Text(text));
        write(paragraph(ParagraphAlignment.BOTH, 2, LINE), text, FANG_SONG, SIZE_3);
    }

    /// A table with its number, its name and the unit of its figures.
    ///
    /// @param unit unit of the figures, for example 个, 张
    /// @param widths relative widths of the columns
    public void table(String name, String unit, List<Integer> widths, List<String> head, List<List<Object>> rows) {
        tables++;
        blocks.add(new PaperBlock.Table("表" + tables + "  " + name, unit, widths, head, rows));
        XWPFParagraph caption = paragraph(ParagraphAlignment.CENTER, 0, 24);
        caption.setSpacingBefore(120);
        caption.setKeepNext(true);
        write(caption, "表" + tables + "  " + name, HEI, SIZE_4);
        XWPFParagraph measure = paragraph(ParagraphAlignment.RIGHT, 0, 20);
        measure.setKeepNext(true);
        write(measure, "单位：" + unit, FANG_SONG, PaperTable.SIZE);
        PaperTable.write(document.createTable(rows.size() + 1, head.size()), widths, head, rows);
        paragraph(ParagraphAlignment.LEFT, 0, 12);
    }

    /// The issuer and the date, without a seal: the issuer ends two characters from the right; the date's first
    /// character is two characters to the right of the issuer's.
    public void signature(String issuer, String day) {
        blocks.add(new PaperBlock.Signature(issuer, day));
        paragraph(ParagraphAlignment.LEFT, 0, LINE);
        paragraph(ParagraphAlignment.LEFT, 0, LINE);
        // A digit is half as wide as a Chinese character.
        int dayWidth = day.chars().map(c -> c < 128 ? CHARACTER / 2 : CHARACTER).sum();
        int start = Math.max(issuer.length() * CHARACTER, dayWidth + 2 * CHARACTER) + 2 * CHARACTER;
        for (int i = 0; i < 2; i++) {
            XWPFParagraph line = paragraph(ParagraphAlignment.LEFT, 0, LINE);
            line.setIndentationLeft(WIDTH - start + i * 2 * CHARACTER);
            line.setKeepNext(i == 0);
            write(line, i == 0 ? issuer : day, FANG_SONG, SIZE_3);
        }
    }

    /// A list of names behind a label in 黑体, for example 出席; further lines begin below the first name.
    public void labelled(String label, String text) {
        blocks.add(new PaperBlock.Labelled(label, text));
        XWPFParagraph line = paragraph(ParagraphAlignment.BOTH, 0, LINE);
        int hanging = (label.length() + 1) * CHARACTER;
        line.setIndentationLeft(2 * CHARACTER + hanging);
        line.setIndentationHanging(hanging);
        write(line, label + "：", HEI, SIZE_3);
        write(line, text, FANG_SONG, SIZE_3);
    }

    /// The end note (版记): to whom it is sent, who printed it, and when. In the PDF it stands at the bottom of the last
    /// page, in the .docx behind the text, because word processors place a table at the bottom in different ways.
    public void endNote(String recipients, String printer, String day) {
        blocks.add(new PaperBlock.EndNote(recipients, printer, day));
        paragraph(ParagraphAlignment.LEFT, 0, LINE).setKeepNext(true);
        XWPFTable table = document.createTable(2, 1);
        table.setWidth(WIDTH);
        var properties = table.getCTTbl().getTblPr();
        CTTblBorders borders =
                properties.isSetTblBorders() ? properties.getTblBorders() : properties.addNewTblBorders();
        rule(borders.isSetTop() ? borders.getTop() : borders.addNewTop(), THICK);
        rule(borders.isSetBottom() ? borders.getBottom() : borders.addNewBottom(), THICK);
        rule(borders.isSetInsideH() ? borders.getInsideH() : borders.addNewInsideH(), THIN);
        for (CTBorder side : List.of(
                borders.isSetLeft() ? borders.getLeft() : borders.addNewLeft(),
                borders.isSetRight() ? borders.getRight() : borders.addNewRight())) {
            side.setVal(STBorder.NIL);
        }
        XWPFParagraph to = noted(table.getRow(0));
        to.setIndentationLeft(CHARACTER + 3 * SIZE_4 * 20);
        to.setIndentationHanging(3 * SIZE_4 * 20);
        to.setKeepNext(true);
        write(to, recipients, FANG_SONG, SIZE_4);
        XWPFParagraph by = noted(table.getRow(1));
        by.setIndentationLeft(CHARACTER);
        CTTabStop tab = by.getCTP().getPPr().addNewTabs().addNewTab();
        tab.setVal(STTabJc.RIGHT);
        tab.setPos(BigInteger.valueOf(WIDTH - CHARACTER));
        write(by, printer, FANG_SONG, SIZE_4);
        by.createRun().addTab();
        write(by, day, FANG_SONG, SIZE_4);
    }

    private static XWPFParagraph noted(XWPFTableRow row) {
        row.setCantSplitRow(true);
        row.getCell(0).setWidth(Integer.toString(WIDTH));
        XWPFParagraph paragraph = row.getCell(0).getParagraphs().getFirst();
        paragraph.setSpacingAfter(0);
        paragraph.setSpacingBetween(SIZE_4 * 1.6, LineSpacingRule.EXACT);
        return paragraph;
    }

    private static void rule(CTBorder rule, int eighths) {
        rule.setVal(STBorder.SINGLE);
        rule.setSz(BigInteger.valueOf(eighths));
        rule.setSpace(BigInteger.ZERO);
    }

    /// The same document as PDF.
    ///
    /// @throws NoChineseFont if no Chinese font is installed
    public byte[] pdf(PaperFonts fonts) {
        return new PaperPdf(fonts).write(blocks);
    }

    public byte[] docx() {
        var bytes = new ByteArrayOutputStream();
        try (document) {
            document.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void heading(String text, String font) {
        blocks.add(font.equals(HEI) ? new PaperBlock.Section(text) : new PaperBlock.Part(text));
        XWPFParagraph paragraph = paragraph(ParagraphAlignment.BOTH, 2, LINE);
        paragraph.setKeepNext(true);
        write(paragraph, text, font, SIZE_3);
    }

    /// A number in Chinese: 十二 for 12.
    ///
    /// @param number 1 to 99
    public static String numeral(int number) {
        String tens = number < 10 ? "" : number < 20 ? "十" : NUMERALS.charAt(number / 10 - 1) + "十";
        return number % 10 == 0 ? tens : tens + NUMERALS.charAt(number % 10 - 1);
    }

    /// @param indent indent of the first line in characters
    private XWPFParagraph paragraph(ParagraphAlignment alignment, int indent, double line) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setAlignment(alignment);
        paragraph.setSpacingBefore(0);
        paragraph.setSpacingAfter(0);
        paragraph.setSpacingBetween(line, LineSpacingRule.EXACT);
        if (indent > 0) {
            paragraph.setIndentationFirstLine(indent * CHARACTER);
        }
        return paragraph;
    }

    static XWPFRun write(XWPFParagraph paragraph, String text, String font, int size) {
        XWPFRun run = paragraph.createRun();
        run.setText(text);
        run.setFontSize(size);
        // Both fonts are needed: word processors use one for Latin letters and digits, the other for Chinese
        // characters.
        CTFonts fonts = run.getCTR().isSetRPr() && run.getCTR().getRPr().sizeOfRFontsArray() > 0
                ? run.getCTR().getRPr().getRFontsArray(0)
                : run.getCTR().addNewRPr().addNewRFonts();
        fonts.setAscii(font);
        fonts.setHAnsi(font);
        fonts.setEastAsia(font);
        return run;
    }

    private void pageNumber(HeaderFooterType pages, ParagraphAlignment outside) {
        XWPFFooter footer = document.createFooter(pages);
        XWPFParagraph paragraph = footer.createParagraph();
        paragraph.setAlignment(outside);
        if (outside == ParagraphAlignment.RIGHT) {
            paragraph.setIndentationRight(CHARACTER);
        } else {
            paragraph.setIndentationLeft(CHARACTER);
        }
        write(paragraph, "— ", SONG, SIZE_4);
        var field = paragraph.getCTP().addNewFldSimple();
        field.setInstr("PAGE");
        XWPFRun number = new XWPFRun(field.addNewR(), (org.apache.poi.xwpf.usermodel.IRunBody) paragraph);
        number.setText("1");
        number.setFontSize(SIZE_4);
        number.setFontFamily(SONG);
        write(paragraph, " —", SONG, SIZE_4);
    }
}
