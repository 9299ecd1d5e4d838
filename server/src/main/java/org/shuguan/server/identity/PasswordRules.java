package org.shuguan.server.identity;

import java.util.Map;
import java.util.stream.Stream;
import org.shuguan.server.platform.InvalidInput;

/// What a password must be. Source: GB/T 22239-2019 8.1.4.1, in the figures that assessors expect.
final class PasswordRules {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;

    private PasswordRules() {}

    static void check(InvalidInput.Check check, String field, String password) {
        long classes = Stream.of("\\p{Ll}", "\\p{Lu}", "\\d", "[^\\p{L}\\d]")
                .filter(kind ->
                        java.util.regex.Pattern.compile(kind).matcher(password).find())
                .count();
        check.that(password.length() >= SHORTEST, field, "password-short", Map.of("min", SHORTEST))
                .that(password.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST))
                .that(classes >= 3, field, "password-plain");
    }
}
