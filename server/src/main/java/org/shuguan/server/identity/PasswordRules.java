package org.shuguan.server.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Requirements for passwords. Source: GB/T 22239-2019 8.1.4.1, with the limits that assessors usually require.
@Component
class PasswordRules {
    private static final int LONGEST = 128;
    private static final int FEWEST_CLASSES = 3;
    private static final List<Pattern> CLASSES = Stream.of("\\p{Ll}", "\\p{Lu}", "\\d", "[^\\p{L}\\d]")
            .map(Pattern::compile)
            .toList();

    /// of zxcvbn, from 0 to 4: fewer than 10^8 guesses are needed below 3
    private static final int LEAST_STRENGTH = 3;
    /// The estimate takes longer than linear time; what follows makes a password stronger only.
    private static final int MEASURED = 64;

    private final Setting<Integer> shortest;
    private final Zxcvbn strength = new Zxcvbn();

    PasswordRules(Settings settings) {
        this.shortest = settings.number("identity.password-length");
    }

    /// @param known words that others know of the person: the account's name, their own
    void check(InvalidInput.Check check, String field, String password, List<String> known) {
        int least = shortest.today();
        check.that(password.length() >= least, field, "password-short", Map.of("min", least))
                .that(password.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST))
                .that(isVaried(password), field, "password-plain")
                .that(known.stream().noneMatch(word -> contains(password, word)), field, "password-names")
                .that(isStrong(password, known), field, "password-weak");
    }

    private static boolean contains(String password, String word) {
        return word.length() >= 3 && password.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    /// Whether it takes many guesses: words, dates, rows of the keyboard and repetitions are guessed first.
    private boolean isStrong(String password, List<String> known) {
        String measured = InputText.cut(password, MEASURED);
        return strength.measure(measured, known).getScore() >= LEAST_STRENGTH;
    }

    /// Whether it contains at least three of: lower-case letters, upper-case letters, digits, other characters.
    static boolean isVaried(String password) {
        return CLASSES.stream().filter(kind -> kind.matcher(password).find()).count() >= FEWEST_CLASSES;
    }
}
