package org.shuguan.server.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTextTest {
    @ParameterizedTest
    @CsvSource({
        "2021年10月底前, 2021-10-31",
        "完成时间:2021年10月底前, 2021-10-31",
        "于2022年4月底前, 2022-04-30",
        "２０２２年４月底前完成, 2022-04-30",
        "2021年10月29日前, 2021-10-29",
        "2021-10-29, 2021-10-29",
        "2021/10/9, 2021-10-09",
        "2021.10.9, 2021-10-09",
        "2024年2月底, 2024-02-29",
        "2021年底前, 2021-12-31",
        "2022年第一季度, 2022-03-31",
        "2022年3季度末, 2022-09-30",
        "2022年上半年, 2022-06-30",
        "2022年下半年, 2022-12-31"
    })
    void daysAreUnderstoodAndTheirWordsKept(String text, LocalDate due) {
        assertThat(DueText.read(text, Rhythm.QUARTERLY)).contains(Term.until(due, text));
    }

    @ParameterizedTest
    @CsvSource({
        "持续推动, quarterly",
        "完成时间:持续推进, quarterly",
        "常态化, quarterly",
        "持续推动（每月报告）, monthly",
        "长期坚持，每半年报告一次, half-yearly",
        "每年, yearly",
        "每季度报送, quarterly",
        "定期, quarterly"
    })
    void rhythmsAreUnderstood(String text, String rhythm) {
        assertThat(DueText.read(text, Rhythm.QUARTERLY).map(Term::rhythm)).contains(Rhythm.of(rhythm));
    }

    @ParameterizedTest
    @CsvSource({"20个工作日, 20", "5工作日内, 5", "10个工作日以内完成, 10"})
    void workingDaysAreUnderstood(String text, int days) {
        assertThat(DueText.read(text, Rhythm.QUARTERLY).map(Term::workingDays)).contains(days);
    }

    /// A year is never guessed, and a day that does not exist is not moved.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10月底前",
                "尽快",
                "",
                "2021年13月底前",
                "2021-02-30",
                "0个工作日",
                "2021年10月底前或年底",
                "三十个工作日",
                "年底前",
                "持续推动直到完成",
                "月"
            })
    void whatIsNotClearIsNotUnderstood(String text) {
        assertThat(DueText.read(text, Rhythm.QUARTERLY)).isEmpty();
    }

    @Property
    void everyDayIsReadAsItIsWritten(@ForAll @IntRange(max = 20_000) int offset) {
        LocalDate day = LocalDate.of(2000, 1, 1).plusDays(offset);
        String text = "%d年%d月%d日前".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        assertThat(DueText.read(text, Rhythm.MONTHLY)).contains(Term.until(day, text));
        assertThat(DueText.read(day.toString(), Rhythm.MONTHLY).map(Term::due)).contains(day);
    }

    @Property
    void noTextMakesItFail(@ForAll String text) {
        Optional<Term> term = DueText.read(text, Rhythm.MONTHLY);
        assertThat(term.isEmpty() || term.get().named() == 1).isTrue();
    }

    @Property
    void periodsFollowEachOtherWithoutGap(@ForAll @IntRange(max = 20_000) int offset, @ForAll Rhythm rhythm) {
        LocalDate day = LocalDate.of(2000, 1, 1).plusDays(offset);
        String period = rhythm.periodOf(day);
        assertThat(rhythm.endOf(period)).isAfterOrEqualTo(day);
        assertThat(rhythm.next(period)).isGreaterThan(period);
        assertThat(rhythm.periodOf(rhythm.endOf(period).plusDays(1))).isEqualTo(rhythm.next(period));
    }
}
