package org.shuguan.server.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.fop.apps.FopConfParser;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.MimeConstants;
import org.xml.sax.SAXException;

/// Writes an [OfficialPaper] or a [FigureSheet] as PDF with Apache FOP, which breaks lines and pages and embeds the
/// characters that are
/// used of each font.
final class PaperPdf {
    private final Map<PaperFonts.Face, Path> fonts;

    PaperPdf(PaperFonts installed) {
        this.fonts = installed.fonts();
    }

    byte[] write(List<PaperBlock> blocks) {
        return write(PaperFo.of(blocks));
    }

    /// @param fo a document in XSL-FO whose fonts have the names of the faces
    byte[] write(String fo) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            FopFactory factory = new FopConfParser(
                            new ByteArrayInputStream(configuration().getBytes(StandardCharsets.UTF_8)),
                            new File(".").toURI())
                    .getFopFactoryBuilder()
                    .build();
            SAXParserFactory parsers = SAXParserFactory.newNSInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // Not by a transformer: FOP itself uses one while it reads, and the JDK's cannot be nested.
            parsers.newSAXParser()
                    .parse(
                            new ByteArrayInputStream(fo.getBytes(StandardCharsets.UTF_8)),
                            factory.newFop(MimeConstants.MIME_PDF, pdf).getDefaultHandler());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the PDF could not be written", e);
        }
        return pdf.toByteArray();
    }

    /// Only the fonts that were found, under the names of their faces.
    private String configuration() {
        StringBuilder xml =
                new StringBuilder("<fop version=\"1.0\"><renderers><renderer mime=\"application/pdf\"><fonts>");
        fonts.forEach((face, font) -> xml.append("<font kerning=\"no\" embedding-mode=\"subset\" embed-url=\"")
                .append(PaperFo.text(font.toUri().toString()))
                .append("\"><font-triplet name=\"")
                .append(face.name())
                .append("\" style=\"normal\" weight=\"normal\"/></font>"));
        return xml.append("</fonts></renderer></renderers></fop>").toString();
    }
}
