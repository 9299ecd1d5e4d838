package org.shuguan.server.identity;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.shuguan.server.platform.InvalidInput;

/// A password that is told once and must be changed at the first sign-in: twenty signs in groups of four that nobody
/// mistakes for each other on paper, about 115 bits.
final class OneTimePassword {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 5;
    private static final int GROUP = 4;

    private OneTimePassword() {}

    static String fresh() {
        while (true) {
            String password = IntStream.range(0, GROUPS)
                    .mapToObj(group -> IntStream.range(0, GROUP)
                            .mapToObj(i -> String.valueOf(SIGNS.charAt(RANDOM.nextInt(SIGNS.length()))))
                            .collect(Collectors.joining()))
                    .collect(Collectors.joining("-"));
            var check = new InvalidInput.Check();
            PasswordRules.check(check, "password", password);
            if (!check.failed()) {
                return password;
            }
        }
    }
}
