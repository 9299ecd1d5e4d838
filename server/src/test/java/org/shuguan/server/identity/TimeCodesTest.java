package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeCodesTest {
    /// `12345678901234567890`, the secret of RFC 6238, appendix B.
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Test
    void theExamplesOfTheStandard() {
        assertThat(TimeCodes.code(SECRET, Instant.ofEpochSecond(59))).isEqualTo("287082");
        assertThat(TimeCodes.code(SECRET, Instant.ofEpochSecond(1_111_111_109))).isEqualTo("081804");
        assertThat(TimeCodes.code(SECRET, Instant.ofEpochSecond(20_000_000_000L)))
                .isEqualTo("353130");
    }

    @Test
    void aClockMayBeOneStepOff() {
        Instant now = Instant.ofEpochSecond(1_111_111_109);
        for (int off = -3; off <= 3; off++) {
            String code = TimeCodes.code(SECRET, now.plusSeconds(30L * off));
            assertThat(TimeCodes.step(SECRET, code, now).isPresent())
                    .as("%d steps off", off)
                    .isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void aSecretHas160Bits() {
        assertThat(TimeCodes.freshSecret()).matches("[A-Z2-7]{32}").isNotEqualTo(TimeCodes.freshSecret());
    }

    @Test
    void thePictureHasABorderOfFourModules() {
        TimeCodes.Picture picture = TimeCodes.picture(TimeCodes.address(SECRET, "liang.guan"));
        assertThat((picture.size() - 8 - 17) % 4).isZero();
        // The finder in the upper left corner begins with a row of seven.
        assertThat(picture.path()).startsWith("M4 4h7v1h-7z");
    }
}
