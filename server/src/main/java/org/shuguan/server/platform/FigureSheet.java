package org.shuguan.server.platform;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Figures on sheets of A4 in landscape, to be printed and shown: tables below a title, in the typefaces of official
/// documents ([PaperFonts]), with numbers of pages as [OfficialPaper] has them. As a picture the pages stand one below
/// the other.
///
/// @param subtitle a line below the title, for example the day and whose figures they are
/// @param tables each begins on the page of the one before if it fits there
public record FigureSheet(String title, String subtitle, List<Table> tables) {
    /// A table; its heads are repeated on each page.
    ///
    /// @param widths relative widths of the columns
    /// @param rows of texts, whole numbers, and numbers with one decimal place
    /// @param summed whether the last row is the sum of the others
    public record Table(
            String name,
            List<Integer> widths,
            List<String> heads,
            List<? extends List<? extends @Nullable Object>> rows,
            boolean summed) {}

    /// Stands where there is no number, and is aligned as one.
    public static final String NOTHING = "—";

    /// The resolution of pictures, in dots per inch.
    public static final int DPI = 150;

    /// More pages are no picture to look at.
    private static final int MOST_PAGES = 10;

    @SuppressWarnings("InlineFormatString") // the parts of the sheet are read one by one
    private static final String START = """
            <fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" language="zh" country="CN"><fo:layout-master-set>
            <fo:simple-page-master master-name="sheet" page-width="297mm" page-height="210mm" margin-top="14mm"
            margin-left="16mm" margin-right="16mm" margin-bottom="8mm"><fo:region-body margin-bottom="9mm"/>
            <fo:region-after extent="8mm"/></fo:simple-page-master></fo:layout-master-set>
            <fo:page-sequence master-reference="sheet"><fo:static-content flow-name="xsl-region-after">
            <fo:block padding-top="2mm" font-family="FANG_SONG" font-size="10pt" text-align="right">— <fo:page-number/>
            —</fo:block></fo:static-content><fo:flow flow-name="xsl-region-body" font-family="FANG_SONG"
            font-size="9pt" line-height="12pt">
            <fo:block font-family="TITLE" font-size="18pt" line-height="26pt" text-align="center">%s</fo:block>
            <fo:block font-family="KAI" font-size="11pt" line-height="18pt" text-align="center">%s</fo:block>
            """;

    private static final String END = "</fo:flow></fo:page-sequence></fo:root>";

    /// @throws NoChineseFont if no Chinese font is installed
    public byte[] pdf(PaperFonts fonts) {
        StringBuilder fo = new StringBuilder(START.formatted(PaperFo.text(title), PaperFo.text(subtitle)));
        tables.forEach(table -> fo.append(fo(table)));
        return new PaperPdf(fonts).write(fo.append(END).toString());
    }

    /// The pages of the PDF as one picture.
    ///
    /// @throws NoChineseFont if no Chinese font is installed
    public byte[] png(PaperFonts fonts) {
        try (PDDocument document = Loader.loadPDF(pdf(fonts))) {
            PDFRenderer renderer = new PDFRenderer(document);
            List<BufferedImage> pages = new ArrayList<>();
            for (int i = 0; i < Math.min(MOST_PAGES, document.getNumberOfPages()); i++) {
                pages.add(renderer.renderImageWithDPI(i, DPI, ImageType.RGB));
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(below(pages), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The answer to a download as PDF.
    public ResponseEntity<byte[]> downloadPdf(PaperFonts fonts) {
        return answer(pdf(fonts), MediaType.APPLICATION_PDF, ".pdf");
    }

    /// The answer to a download as a picture.
    public ResponseEntity<byte[]> downloadPng(PaperFonts fonts) {
        return answer(png(fonts), MediaType.IMAGE_PNG, ".png");
    }

    private ResponseEntity<byte[]> answer(byte[] body, MediaType type, String ending) {
        Downloads.rows(tables.stream().mapToLong(table -> table.rows().size()).sum());
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(title + ending, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(body);
    }

    private static BufferedImage below(List<BufferedImage> pages) {
        int width = pages.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pages.stream().mapToInt(BufferedImage::getHeight).sum();
        BufferedImage all = new BufferedImage(width, Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawn = all.createGraphics();
        drawn.setColor(Color.WHITE);
        drawn.fillRect(0, 0, all.getWidth(), all.getHeight());
        int top = 0;
        for (BufferedImage page : pages) {
            drawn.drawImage(page, 0, top, null);
            top += page.getHeight();
        }
        drawn.dispose();
        return all;
    }

    private static String fo(Table table) {
        StringBuilder fo = new StringBuilder(
                "<fo:block font-family=\"HEI\" font-size=\"11pt\" line-height=\"16pt\" space-before=\"8pt\""
                        + " space-after=\"3pt\" keep-with-next=\"always\">"
                        + PaperFo.text(table.name())
                        + "</fo:block><fo:table table-layout=\"fixed\" width=\"100%\" border-top=\"1pt solid black\""
                        + " border-bottom=\"1pt solid black\">");
        table.widths()
                .forEach(width -> fo.append("<fo:table-column column-width=\"proportional-column-width(")
                        .append(width)
                        .append(")\"/>"));
        fo.append("<fo:table-header font-family=\"HEI\"><fo:table-row>");
        table.heads().forEach(head -> fo.append(cell("center", head, "0.7pt solid black")));
        fo.append("</fo:table-row></fo:table-header><fo:table-body>");
        for (int i = 0; i < table.rows().size(); i++) {
            boolean sum = table.summed() && i == table.rows().size() - 1;
            fo.append(sum ? "<fo:table-row font-family=\"HEI\"" : "<fo:table-row")
                    .append(" keep-together=\"always\">");
            table.rows().get(i).forEach(value -> fo.append(cell(value)));
            fo.append("</fo:table-row>");
        }
        if (table.rows().isEmpty()) {
            fo.append("<fo:table-row>")
                    .append(cell("left", "", "0pt none black"))
                    .append("</fo:table-row>");
        }
        return fo.append("</fo:table-body></fo:table>").toString();
    }

    private static String cell(@Nullable Object value) {
        String thin = "0.3pt solid #999999";
        return switch (value) {
            case Double number -> cell("right", "%,.1f".formatted(number), thin);
            case Number number -> cell("right", "%,d".formatted(number.longValue()), thin);
            case null -> cell("left", "", thin);
            default -> cell(value.equals(NOTHING) ? "right" : "left", value.toString(), thin);
        };
    }

    private static String cell(String align, String value, String below) {
        return "<fo:table-cell padding=\"1.5pt 3pt\" display-align=\"center\" border-bottom=\"" + below
                + "\"><fo:block text-align=\"" + align + "\">" + PaperFo.text(value) + "</fo:block></fo:table-cell>";
    }
}
