package org.shuguan.server.identity;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A password that is told once and must be changed at the first sign-in: twenty signs in groups of four that nobody
/// mistakes for each other on paper, about 115 bits. Its length of 24 is the most that the rule
/// `identity.password-length`
/// can ask for.
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
