package org.shuguan.server.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/// Codes of a shared secret and the time (RFC 6238): SHA-1, six digits, a step of 30 seconds, which every
/// authenticator app supports. A clock may be one step off.
final class TimeCodes {
    private static final int DIGITS = 6;
    private static final int SECRET_BYTES = 20;
    private static final int DRIFT = 1;
    private static final int BORDER = 4;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ISSUER = "Shuguan";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();

    /// A QR code as the path of an SVG, one unit for each module.
    ///
    /// @param size width and height in modules, with the border
    record Picture(int size, String path) {}

    private TimeCodes() {}

    /// A new secret in Base32, the form in which apps accept it typed.
    static String freshSecret() {
        StringBuilder secret = new StringBuilder();
        // 20 bytes are 32 characters of five bits.
        for (int i = 0; i < SECRET_BYTES * 8 / 5; i++) {
            secret.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
        }
        return secret.toString();
    }

    static boolean isCode(String text) {
        return text.matches("[0-9]{" + DIGITS + "}");
    }

    /// The step of whose code it is; empty if it is none of now, the step before or the step after.
    static OptionalLong step(String secret, String code, Instant now) {
        long current = now.getEpochSecond() / stepSeconds();
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            if (code(secret, Instant.ofEpochSecond(step * stepSeconds())).equals(code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /// The code of a moment.
    static String code(String secret, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(new SecretKeySpec(bytes(secret), CODES.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    static long stepSeconds() {
        return CODES.getTimeStep().toSeconds();
    }

    /// The address that an app reads from the QR code.
    static String address(String secret, String account) {
        return "otpauth://totp/" + ISSUER + ":" + account + "?secret=" + secret + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + stepSeconds();
    }

    static Picture picture(String address) {
        QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    int from = x;
                    while (code.getModule(x + 1, y)) {
                        x++;
                    }
                    int run = x - from + 1;
                    path.append('M').append(from + BORDER).append(' ').append(y + BORDER);
                    path.append('h').append(run).append("v1h-").append(run).append('z');
                }
            }
        }
        return new Picture(code.size + 2 * BORDER, path.toString());
    }

    private static byte[] bytes(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte sign : base32.getBytes(StandardCharsets.US_ASCII)) {
            buffer = (buffer << 5 | BASE32.indexOf(sign)) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at] = (byte) (buffer >> bits);
                at++;
            }
        }
        return bytes;
    }
}
