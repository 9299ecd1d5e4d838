package org.shuguan.server.identity;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A password that must be changed at the first sign-in: twenty characters in groups of four, about 115 bits,
/// without characters that are easily confused in print. With separators its length is 24, the maximum of the rule
/// `identity.password-length`.
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
            if (PasswordRules.isVaried(password)) {
                return password;
            }
        }
    }
}
