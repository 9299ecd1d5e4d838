package org.shuguan.server.platform;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random secrets that are shown once and of which only the hash is stored.
public final class OneTimeSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    /// Without characters that are easily confused when they are read aloud or from paper.
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int GROUPS = 3;
    private static final int GROUP = 4;

    private OneTimeSecret() {}

    /// 256 random bits, in the alphabet of addresses.
    public static String token() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Twelve characters (60 bits) in groups of four, to be passed on by word of mouth.
    public static String code() {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> IntStream.range(0, GROUP)
                        .mapToObj(i -> String.valueOf(SIGNS.charAt(RANDOM.nextInt(SIGNS.length()))))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /// What is stored of a code.
    public static String hashOfCode(String code) {
        return hash(plain(code));
    }

    /// A code without what people write between its characters, and without regard to case.
    public static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /// What is stored of a token.
    public static String hash(String secret) {
        return Hashes.hexSha256(secret);
    }
}
