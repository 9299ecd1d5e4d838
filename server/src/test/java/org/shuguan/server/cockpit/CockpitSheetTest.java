package org.shuguan.server.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// The cockpit on paper and as a picture.
@SpringBootTest
class CockpitSheetTest {
    private static final UnitCode ONE = new UnitCode("KS1");
    private static final UnitCode OTHER = new UnitCode("KS2");
    /// A4 in landscape at the resolution of pictures, rounded as PDFBox rounds it.
    private static final int WIDTH = 1754;

    private static final int HEIGHT = 1240;

    @Autowired
    CockpitController cockpit;

    @Autowired
    Catalog catalog;

    @Autowired
    Institution institution;

    private Actor steward;
    private Actor bureau;

    @BeforeEach
    void twoUnits() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        for (UnitCode code : List.of(ONE, OTHER)) {
            if (institution.unit(code).isEmpty()) {
                institution.establish(new Unit(
                        code,
                        "图表局" + code,
                        "Charts " + code,
                        Unit.Kind.DEPARTMENT,
                        null,
                        LocalDate.of(2020, 1, 1),
                        null));
            }
        }
        steward = Actors.holding("专员", Role.DATA_STEWARD, ONE);
        bureau = Actors.holding("业务员", Role.BUREAU_OPERATOR, ONE);
        var entry = catalog.create(ONE, SampleContent.whole("学校名录", "全市学校"), steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, ONE));
        catalog.publish(entry, 1, null, bureau);
    }

    @AfterEach
    void noLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void theSheetHasAllFiguresOfTheReaderAndTheUnitsThatHaveSome() throws IOException {
        ResponseEntity<byte[]> file = cockpit.exportPdf(bureau);
        assertThat(file.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PDF);
        assertThat(file.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION)).startsWith("attachment");
        String text = text(file);
        assertThat(text)
                .contains("驾驶舱", "截至 " + institution.today(), "各项指标", "已发布的目录", "图表局KS1", "合计", "— 1 —")
                .doesNotContain("图表局KS2");
        try (PDDocument document = Loader.loadPDF(Objects.requireNonNull(file.getBody()))) {
            assertThat(document.getPage(0).getMediaBox().getWidth())
                    .isGreaterThan(document.getPage(0).getMediaBox().getHeight());
        }
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(text(cockpit.exportPdf(bureau))).contains("All figures", "Charts KS1", "As of");
    }

    @Test
    void whoSeesOneUnitGetsItsFiguresOnly() throws IOException {
        assertThat(text(cockpit.exportPdf(steward))).contains("1 个单位", "已发布的目录").doesNotContain("图表局");
        Actor auditor = Actors.holding("审计员", Role.AUDITOR, ONE);
        assertThatThrownBy(() -> cockpit.exportPdf(auditor)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> cockpit.exportPng(auditor)).isInstanceOf(Forbidden.class);
    }

    @Test
    void thePictureHasThePagesOneBelowTheOther() throws IOException {
        ResponseEntity<byte[]> file = cockpit.exportPng(bureau);
        assertThat(file.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(file.getBody())));
        int pages;
        try (PDDocument document =
                Loader.loadPDF(Objects.requireNonNull(cockpit.exportPdf(bureau).getBody()))) {
            pages = document.getNumberOfPages();
        }
        assertThat(picture.getWidth()).isBetween(WIDTH - 2, WIDTH + 2);
        assertThat(picture.getHeight()).isBetween((HEIGHT - 2) * pages, (HEIGHT + 2) * pages);
        assertThat(darkOf(picture)).as("something is written on it").isGreaterThan(1000);
    }

    private static long darkOf(BufferedImage picture) {
        long dark = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                dark += (picture.getRGB(x, y) & 0xff) < 0x60 ? 1 : 0;
            }
        }
        return dark;
    }

    private static String text(ResponseEntity<byte[]> file) throws IOException {
        try (PDDocument document = Loader.loadPDF(Objects.requireNonNull(file.getBody()))) {
            // Fonts name some characters by their radicals.
            return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC);
        }
    }
}
