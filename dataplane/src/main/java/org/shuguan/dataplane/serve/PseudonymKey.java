package org.shuguan.dataplane.serve;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of one consumer's pseudonyms. Two consumers get different pseudonyms of one value, so that they cannot
/// join what they were not granted together.
public final class PseudonymKey {
    /// Number of hexadecimal digits of a pseudonym: 128 bits.
    static final int DIGITS = 32;

    private static final String ALGORITHM = "HmacSHA256";
    /// Length of the blocks of SHA-256, for the pads of RFC 2104.
    private static final int BLOCK = 64;

    private final byte[] key;

    private PseudonymKey(byte[] key) {
        this.key = key;
    }

    /// Derives a consumer's key.
    ///
    /// @param master the city's secret, at least 32 bytes
    /// @param consumer who reads: the code of the unit
    public static PseudonymKey of(byte[] master, String consumer) {
        if (master.length < 32) {
            throw new IllegalArgumentException("too short a secret");
        }
        return new PseudonymKey(hmac(master, "pseudonym " + consumer));
    }

    /// The pseudonym of a value: the same for the same value.
    public String pseudonym(String value) {
        return HexFormat.of().formatHex(hmac(key, value)).substring(0, DIGITS);
    }

    /// The key combined with the inner pad, for the calculation in SQL.
    byte[] inner() {
        return padded((byte) 0x36);
    }

    /// The key combined with the outer pad, for the calculation in SQL.
    byte[] outer() {
        return padded((byte) 0x5c);
    }

    private byte[] padded(byte pad) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
