package org.shuguan.server.platform;

import java.util.List;
import org.springframework.web.util.HtmlUtils;

/// An [OfficialPaper] in XSL-FO (W3C, 2006), with the measures of GB/T 9704-2012.
@SuppressWarnings("InlineFormatString") // the parts of the paper are read one by one
final class PaperFo {
    private static final String START = """
            <fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" language="zh" country="CN">
            <fo:layout-master-set>%s%s
            <fo:page-sequence-master master-name="pages"><fo:repeatable-page-master-alternatives>
            <fo:conditional-page-master-reference master-reference="odd" odd-or-even="odd"/>
            <fo:conditional-page-master-reference master-reference="even" odd-or-even="even"/>
            </fo:repeatable-page-master-alternatives></fo:page-sequence-master></fo:layout-master-set>
            <fo:page-sequence master-reference="pages">%s%s<fo:flow flow-name="xsl-region-body"
            font-family="FANG_SONG" font-size="16pt" line-height="29pt" text-align="justify" letter-spacing="-0.2pt">
            """;
    /// The type area is 225 mm high; the page number stands 7 mm below it.
    private static final String PAGE = """
            <fo:simple-page-master master-name="%s" page-width="210mm" page-height="297mm" margin-top="37mm"
            margin-left="28mm" margin-right="26mm" margin-bottom="20mm"><fo:region-body margin-bottom="15mm"/>
            <fo:region-after region-name="%s-foot" extent="15mm"/></fo:simple-page-master>
            """;
    private static final String FOOT = """
            <fo:static-content flow-name="%s-foot"><fo:block padding-top="7mm" font-family="FANG_SONG" font-size="14pt"
            text-align="%s" start-indent="16pt" end-indent="16pt">— <fo:page-number/> —</fo:block></fo:static-content>
            """;
    private static final String END = "</fo:flow></fo:page-sequence></fo:root>";

    private PaperFo() {}

    static String of(List<PaperBlock> blocks) {
        StringBuilder fo = new StringBuilder(START.formatted(
                PAGE.formatted("odd", "odd"),
                PAGE.formatted("even", "even"),
                FOOT.formatted("odd", "right"),
                FOOT.formatted("even", "left")));
        blocks.forEach(block -> fo.append(of(block)));
        return fo.append(END).toString();
    }

    private static String of(PaperBlock block) {
        return switch (block) {
            case PaperBlock.RedHeader head -> header(head);
            case PaperBlock.Title title -> title(title);
            case PaperBlock.Subtitle line ->
                block("font-family=\"KAI\" text-align=\"center\" space-after=\"29pt\"", text(line.text()));
            case PaperBlock.Section section ->
                block("font-family=\"HEI\" text-indent=\"32pt\" keep-with-next=\"always\"", text(section.text()));
            case PaperBlock.Part part ->
                block("font-family=\"KAI\" text-indent=\"32pt\" keep-with-next=\"always\"", text(part.text()));
            case PaperBlock.Text paragraph -> block("text-indent=\"32pt\"", text(paragraph.text()));
            case PaperBlock.Labelled list -> labelled(list);
            case PaperBlock.Table table -> table(table);
            case PaperBlock.Signature signature -> signature(signature);
            case PaperBlock.EndNote note -> endNote(note);
        };
    }

    private static String header(PaperBlock.RedHeader head) {
        int size = OfficialPaper.markSize(head.mark());
        return block(
                        "font-family=\"TITLE\" color=\"#FF0000\" text-align=\"center\" letter-spacing=\"0pt\" font-size=\""
                                + size + "pt\" line-height=\"" + size + "pt\" space-before=\"35mm\""
                                + " space-before.conditionality=\"retain\"",
                        text(head.mark()))
                + block(
                        "text-align=\"center\" space-before=\"37pt\" padding-bottom=\"4mm\""
                                + " border-bottom=\"1.5pt solid #FF0000\"",
                        text(head.number()))
                + block("space-after=\"29pt\"", "&#160;");
    }

    private static String title(PaperBlock.Title title) {
        StringBuilder lines = new StringBuilder();
        title.lines()
                .forEach(line -> lines.append(block(
                        "font-family=\"TITLE\" font-size=\"22pt\" line-height=\"36pt\" text-align=\"center\"",
                        text(line))));
        return lines + block("line-height=\"29pt\"", "&#160;");
    }

    private static String labelled(PaperBlock.Labelled list) {
        int label = (list.label().length() + 1) * OfficialPaper.SIZE_3;
        return block(
                "start-indent=\"" + (32 + label) + "pt\" text-indent=\"-" + label + "pt\"",
                "<fo:inline font-family=\"HEI\">" + text(list.label()) + "：</fo:inline>" + text(list.text()));
    }

    private static String table(PaperBlock.Table table) {
        StringBuilder fo = new StringBuilder(block(
                        "font-family=\"HEI\" font-size=\"14pt\" line-height=\"24pt\" text-align=\"center\""
                                + " space-before=\"6pt\" keep-with-next=\"always\"",
                        text(table.name()))
                + block(
                        "font-size=\"12pt\" line-height=\"20pt\" text-align=\"right\" keep-with-next=\"always\"",
                        "单位：" + text(table.unit()))
                + "<fo:table table-layout=\"fixed\" width=\"100%\" font-size=\"12pt\" line-height=\"18pt\">");
        table.widths()
                .forEach(width -> fo.append("<fo:table-column column-width=\"proportional-column-width(")
                        .append(width)
                        .append(")\"/>"));
        fo.append("<fo:table-header font-family=\"HEI\"><fo:table-row>");
        table.head().forEach(head -> fo.append(cell("center", head)));
        fo.append("</fo:table-row></fo:table-header><fo:table-body>");
        table.rows().forEach(row -> {
            fo.append("<fo:table-row keep-together=\"always\">");
            row.forEach(value -> fo.append(
                    value instanceof Number figure
                            ? cell("right", "%,d".formatted(figure.longValue()))
                            : cell("left", value.toString())));
            fo.append("</fo:table-row>");
        });
        return fo.append("</fo:table-body></fo:table>") + block("line-height=\"12pt\"", "&#160;");
    }

    private static String cell(String align, String value) {
        return "<fo:table-cell border=\"0.5pt solid black\" padding=\"2pt 3pt\" display-align=\"center\">"
                + block("text-align=\"" + align + "\"", text(value)) + "</fo:table-cell>";
    }

    /// As [OfficialPaper#signature] places it.
    private static String signature(PaperBlock.Signature signature) {
        int size = OfficialPaper.SIZE_3;
        int dayWidth =
                signature.day().chars().map(c -> c < 128 ? size / 2 : size).sum();
        int start = Math.max(signature.issuer().length() * size, dayWidth + 2 * size) + 2 * size;
        int left = OfficialPaper.WIDTH / 20 - start;
        return block(
                        "space-before=\"58pt\" text-align=\"left\" keep-with-next=\"always\" start-indent=\"" + left
                                + "pt\"",
                        text(signature.issuer()))
                + block("text-align=\"left\" start-indent=\"" + (left + 2 * size) + "pt\"", text(signature.day()));
    }

    /// A footnote without a mark stands at the bottom of the type area of its page.
    private static String endNote(PaperBlock.EndNote note) {
        String common = "font-size=\"14pt\" line-height=\"22pt\" start-indent=\"0pt\" text-indent=\"0pt\"";
        return block(
                "line-height=\"1pt\" font-size=\"1pt\"",
                "<fo:footnote><fo:inline></fo:inline><fo:footnote-body>"
                        + block(
                                common + " border-top=\"1pt solid black\" border-bottom=\"0.7pt solid black\"",
                                block(
                                        "start-indent=\"58pt\" text-indent=\"-42pt\" end-indent=\"14pt\"",
                                        text(note.recipients())))
                        + block(
                                common + " border-bottom=\"1pt solid black\" text-align-last=\"justify\"",
                                block(
                                        "start-indent=\"16pt\" end-indent=\"16pt\"",
                                        text(note.printer()) + "<fo:leader leader-pattern=\"space\"/>"
                                                + text(note.day())))
                        + "</fo:footnote-body></fo:footnote>");
    }

    private static String block(String attributes, String content) {
        return "<fo:block " + attributes + ">" + content + "</fo:block>";
    }

    /// A text within XML; characters that XML forbids are left out.
    static String text(String text) {
        return HtmlUtils.htmlEscape(text.replaceAll("[\\p{Cc}&&[^\\t\\n]]|[\\uFFFE\\uFFFF]", ""), "UTF-8");
    }
}
