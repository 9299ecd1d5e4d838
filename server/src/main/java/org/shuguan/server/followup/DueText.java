package org.shuguan.server.followup;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the words by which Chinese documents name a day or a rhythm: 2021年10月底前, 2021-10-29,
/// 20个工作日内, 持续推动（每季度报告）. A text without a year is not understood, because a guessed year would be wrong in
/// silence.
final class DueText {
    private static final Pattern DAY = Pattern.compile("(\\d{4})[年./-](\\d{1,2})[月./-](\\d{1,2})日?(?:前|之前|以前|止)?");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})年(\\d{1,2})月(?:底|末|份)?(?:前|之前|以前)?");
    private static final Pattern PART = Pattern.compile("(\\d{4})年?(?:第?([一二三四1-4])季度|([上下])半年)(?:底|末)?(?:前|之前|以前)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})年(?:底|末)(?:前|之前|以前)?");
    private static final Pattern WORKING_DAYS = Pattern.compile("(\\d{1,3})个?工作日(?:内|以内|之内)?");
    private static final Pattern STANDING = Pattern.compile("(?:持续|长期|常态化?|定期)(?:推动|推进|开展|坚持|实施)?");
    private static final Pattern OFTEN = Pattern.compile("每?(月|季度?|半年|年)(?:度)?(?:报告|报送|一报|报)?(?:一次|1次)?");
    private static final Pattern LEAD = Pattern.compile("^(?:完成时间|完成时限|时限|于|在)[:：]?");

    private DueText() {}

    /// @param usual the rhythm of a standing task whose text names none
    /// @return empty if the text is not understood
    static Optional<Term> read(String text, Rhythm usual) {
        String plain = LEAD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .replaceAll("[\\s\\p{Z}]+", "")
                        .replaceAll("(?:完成|办结)[。.]?$", "")
                        .replaceAll("[。.]$", ""))
                .replaceFirst("");
        try {
            return standing(plain, text, usual)
                    .or(() -> workingDays(plain, text))
                    .or(() -> day(plain).map(day -> Term.until(day, text)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String plain) {
        Matcher day = DAY.matcher(plain);
        if (day.matches()) {
            return Optional.of(LocalDate.of(number(day, 1), number(day, 2), number(day, 3)));
        }
        Matcher month = MONTH.matcher(plain);
        if (month.matches()) {
            return Optional.of(YearMonth.of(number(month, 1), number(month, 2)).atEndOfMonth());
        }
        Matcher part = PART.matcher(plain);
        if (part.matches()) {
            int last = part.group(2) == null
                    ? part.group(3).equals("上") ? 6 : 12
                    : 3 * ("一二三四".contains(part.group(2)) ? "一二三四".indexOf(part.group(2)) + 1 : number(part, 2));
            return Optional.of(YearMonth.of(number(part, 1), last).atEndOfMonth());
        }
        Matcher year = YEAR.matcher(plain);
        return year.matches() ? Optional.of(LocalDate.of(number(year, 1), 12, 31)) : Optional.empty();
    }

    private static Optional<Term> workingDays(String plain, String text) {
        Matcher days = WORKING_DAYS.matcher(plain);
        return days.matches() && number(days, 1) > 0
                ? Optional.of(new Term(number(days, 1), null, null, text))
                : Optional.empty();
    }

    private static Optional<Term> standing(String plain, String text, Rhythm usual) {
        Matcher standing = STANDING.matcher(plain);
        boolean begins = standing.lookingAt();
        String rest = (begins ? plain.substring(standing.end()) : plain).replaceAll("[()（）,，、;；]", "");
        if (begins && rest.isEmpty()) {
            return Optional.of(Term.standing(usual, text));
        }
        Matcher often = OFTEN.matcher(rest);
        if (!often.matches() || (!begins && !rest.startsWith("每"))) {
            return Optional.empty();
        }
        return Optional.of(Term.standing(
                switch (often.group(1)) {
                    case "月" -> Rhythm.MONTHLY;
                    case "半年" -> Rhythm.HALF_YEARLY;
                    case "年" -> Rhythm.YEARLY;
                    default -> Rhythm.QUARTERLY;
                },
                text));
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
