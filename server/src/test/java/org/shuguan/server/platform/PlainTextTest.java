package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Property
    void aDayIsUnderstoodHoweverItIsWritten(@ForAll @IntRange(min = 0, max = 200_000) int days) {
        LocalDate day = LocalDate.of(1600, 1, 1).plusDays(days);
        for (String form :
                List.of("yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-MM-dd 00:00:00")) {
            String written = DateTimeFormatter.ofPattern(form).format(day);
            assertThat(PlainText.day(written)).as(written).contains(day);
            assertThat(PlainText.day("\u3000" + wide(written) + "\u00a0")).contains(day);
        }
    }

    @Test
    void whatIsNoDayIsNone() {
        for (String text : List.of("2021-02-30", "2021-13-01", "21-8-10", "明天", "", "2021-8", "20210810x")) {
            assertThat(PlainText.day(text)).as(text).isEmpty();
        }
    }

    @Test
    void blanksOfAllWidthsAreOneAndNamesHaveNone() {
        assertThat(PlainText.line("\u3000市\u00a0 局\u200b ")).isEqualTo("市 局");
        assertThat(PlainText.name("王\u3000伟")).isEqualTo("王伟");
        assertThat(PlainText.name("Ann  Lee")).isEqualTo("Ann Lee");
        assertThat(PlainText.word("ＡＢ０１")).isEqualTo("AB01");
        assertThat(PlainText.line("'=1+1")).isEqualTo("=1+1");
        assertThat(PlainText.line("'甲'")).isEqualTo("'甲'");
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c)));
        return wide.toString();
    }
}
