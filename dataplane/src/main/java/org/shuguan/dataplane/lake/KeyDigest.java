package org.shuguan.dataplane.lake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shuguan.dataplane.source.Quote;

/// The keyed digest (HMAC-SHA-256) of a row's key: who has no secret cannot find a key by trying all of them. Java
/// and the engine calculate the same one.
public final class KeyDigest {
    private static final String HMAC = "HmacSHA256";
    /// Between a column and its value, and after each value; no key has them.
    private static final char WITHIN = 0x1f;

    private static final char AFTER = 0x1e;
    /// Bytes of a block of SHA-256, by which RFC 2104 pads the secret.
    private static final int BLOCK = 64;

    private static final int INNER = 0x36;
    private static final int OUTER = 0x5c;

    private final byte[] secret;
    private final List<String> columns;

    /// @param secret at most 64 bytes
    /// @param columns of the key, in the order in which their values are given
    public KeyDigest(byte[] secret, List<String> columns) {
        if (secret.length == 0 || secret.length > BLOCK || columns.isEmpty()) {
            throw new IllegalArgumentException(secret.length + " bytes, " + columns.size() + " columns");
        }
        this.secret = secret.clone();
        this.columns = List.copyOf(columns);
    }

    public List<String> columns() {
        return columns;
    }

    /// The digest of a key, hexadecimal.
    ///
    /// @param values as [Removal#written] writes them
    public String of(List<String> values) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            message.append(columns.get(i).toLowerCase(Locale.ROOT))
                    .append(WITHIN)
                    .append(values.get(i))
                    .append(AFTER);
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(message.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The digest as the engine's SQL calculates it.
    ///
    /// @param values SQL expressions of the values, written as [#written] does
    String sql(List<String> values) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            message.append(i == 0 ? "" : " || ")
                    .append(Quote.text(columns.get(i).toLowerCase(Locale.ROOT)))
                    .append(" || chr(" + (int) WITHIN + ") || ")
                    .append(values.get(i))
                    .append(" || chr(" + (int) AFTER + ")");
        }
        return "sha256(" + padded(OUTER) + " || unhex(sha256(" + padded(INNER) + " || encode(" + message + "))))";
    }

    private String padded(int pad) {
        byte[] block = Arrays.copyOf(secret, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return "unhex('" + HexFormat.of().formatHex(block) + "')";
    }

    /// How a value is written for its digest: a number without zeros at its end, all else as the engine
    /// writes it.
    ///
    /// @param type of the engine
    /// @param value SQL expression of that type
    static String written(String type, String value) {
        String text = "cast(" + value + " as varchar)";
        return type.toLowerCase(Locale.ROOT).startsWith("decimal")
                ? "case when contains(" + text + ", '.') then rtrim(rtrim(" + text + ", '0'), '.') else " + text
                        + " end"
                : text;
    }
}
