package org.shuguan.server.settings;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;

/// A rule as its module declares it. Its name is the text `rule.<key>`, its explanation `rule.<key>.why`, the name
/// of its group `rules.<module>`.
///
/// @param key `<module>.<name>`
/// @param value the default, used if the bureau has set no value
/// @param least minimum of the number, of the text's length, or of the count of codes
/// @param most maximum of the number, of the text's length, or of the count of codes
/// @param pattern that the whole text must match, null if there is none
/// @param among the codes that a list may contain, null if any
/// @param source key of the source's name, the text `source.<source>`
/// @param article place in the source, null if not known
/// @param validFrom day since which the source applies, null if always
record Rule(
        String key,
        Kind kind,
        RuleValue value,
        int least,
        int most,
        @Nullable String pattern,
        @Nullable List<String> among,
        String source,
        @Nullable String article,
        Mark mark,
        @Nullable LocalDate validFrom) {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST_WORDS = 60;

    String module() {
        return key.substring(0, key.indexOf('.'));
    }

    /// Adds the errors of a value for this rule.
    void check(@Nullable RuleValue given, InvalidInput.Check check) {
        switch (kind) {
            case WORKING_DAYS, DAYS, MONTHS, MINUTES, NUMBER, PERCENT -> {
                Integer number = given == null ? null : given.number();
                check.that(
                        number != null && number >= least && number <= most,
                        "number",
                        "setting-number",
                        Map.of("least", least, "most", most));
            }
            case TEXT -> {
                String text = given == null || given.text() == null ? "" : given.text();
                check.that(
                                text.length() >= least && text.length() <= most,
                                "text",
                                "setting-length",
                                Map.of("least", least, "most", most))
                        .that(pattern == null || text.matches(pattern), "text", "setting-pattern");
            }
            case CODE_LIST -> codes(given == null || given.codes() == null ? List.of() : given.codes(), check);
        }
    }

    private void codes(List<Code> codes, InvalidInput.Check check) {
        check.that(
                codes.stream().allMatch(Objects::nonNull) && codes.size() >= least && codes.size() <= most,
                "codes",
                "setting-codes",
                Map.of("least", least, "most", most));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            String at = "codes[" + i + "]";
            Code code = Objects.requireNonNullElse(codes.get(i), new Code("", "", ""));
            check.that(CODE.matcher(code.code()).matches(), at + ".code", "setting-code")
                    .that(seen.add(code.code()), at + ".code", "setting-code-twice")
                    .that(
                            among == null || among.contains(code.code()),
                            at + ".code",
                            "setting-code-among",
                            Map.of("codes", among == null ? "" : String.join(", ", among)))
                    .that(isWord(code.zh()), at + ".zh", "setting-words", Map.of("most", LONGEST_WORDS))
                    .that(isWord(code.en()), at + ".en", "setting-words", Map.of("most", LONGEST_WORDS));
        }
    }

    private static boolean isWord(String words) {
        return !words.isBlank() && words.length() <= LONGEST_WORDS;
    }
}
