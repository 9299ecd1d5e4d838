package org.shuguan.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An authenticator app on somebody's phone: codes of a secret and the time (RFC 6238), written without the library
/// that the server uses.
final class Authenticator {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_MILLIS = 30_000;
    private static final int MILLION = 1_000_000;

    private final byte[] secret;
    private long lastStep;

    /// @param secret as the page shows it: Base32, in groups
    Authenticator(String secret) {
        this.secret = decoded(secret.replaceAll("\\s", ""));
    }

    /// A code that was not given before. The server accepts each once, and that of the next 30 seconds too; whoever
    /// needs more must wait for the clock, as with an app.
    String code() {
        while (now() + 1 <= lastStep) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        lastStep = Math.max(now(), lastStep + 1);
        return code(lastStep);
    }

    /// A code that is of no time near now.
    String wrongCode() {
        return code(now() + 1000);
    }

    private String code(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int at = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash).getInt(at) & Integer.MAX_VALUE;
            return String.format("%06d", number % MILLION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long now() {
        return System.currentTimeMillis() / STEP_MILLIS;
    }

    private static byte[] decoded(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int value = 0;
        for (int i = 0; i < base32.length(); i++) {
            char sign = base32.charAt(i);
            int five = BASE32.indexOf(sign);
            if (five < 0) {
                throw new IllegalArgumentException("not Base32: " + base32);
            }
            value = ((value << 5) | five) & 0xFFF;
            bits += 5;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.write(value >> bits);
            }
        }
        return bytes.toByteArray();
    }
}
