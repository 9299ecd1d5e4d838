package org.shuguan.server.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.LineSpacingRule;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFFooter;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;

/// An official document in the format of GB/T 9704-2012: A4, type area 156 × 225 mm, 仿宋 of size 3, headings 一、
/// in 黑体 and （一） in 楷体, page numbers `— 1 —` outside. Reports have no red header.
public final class OfficialPaper {
    static final String SONG = "宋体";
    static final String HEI = "黑体";
    static final String FANG_SONG = "仿宋_GB2312";
    private static final String KAI = "楷体_GB2312";
    private static final String TITLE = "方正小标宋简体";
    private static final String NUMERALS = "一二三四五六七八九十";
    /// in points: the Chinese type sizes 2, 3, 4
    private static final int SIZE_2 = 22;

    private static final int SIZE_3 = 16;
    private static final int SIZE_4 = 14;
    private static final double LINE = 29;
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

    /// The title; each argument is a line.
    public void title(String... lines) {
        for (String line : lines) {
            write(paragraph(ParagraphAlignment.CENTER, 0, 36), line, TITLE, SIZE_2);
        }
    }

    /// A line below the title, for example 截至 and a day.
    public void subtitle(String text) {
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
        write(paragraph(ParagraphAlignment.BOTH, 2, LINE), text, FANG_SONG, SIZE_3);
    }

    /// A table with its number, its name and the unit of its figures.
    ///
    /// @param unit unit of the figures, for example 个, 张
    /// @param widths relative widths of the columns
    public void table(String name, String unit, List<Integer> widths, List<String> head, List<List<Object>> rows) {
        tables++;
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
        XWPFParagraph paragraph = paragraph(ParagraphAlignment.BOTH, 2, LINE);
        paragraph.setKeepNext(true);
        write(paragraph, text, font, SIZE_3);
    }

    private static String numeral(int number) {
        if (number <= 10) {
            return NUMERALS.substring(number - 1, number);
        }
        return "十" + NUMERALS.charAt(number - 11);
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
