package org.shuguan.server.identity;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private final Setting<Integer> shortest;

    PasswordRules(Settings settings) {
        this.shortest = settings.number("identity.password-length");
    }

    void check(InvalidInput.Check check, String field, String password) {
        int least = shortest.today();
        check.that(password.length() >= least, field, "password-short", Map.of("min", least))
                .that(password.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST))
                .that(isVaried(password), field, "password-plain");
    }

    /// Whether it contains at least three of: lower-case letters, upper-case letters, digits, other characters.
    static boolean isVaried(String password) {
        return CLASSES.stream().filter(kind -> kind.matcher(password).find()).count() >= FEWEST_CLASSES;
    }
}
