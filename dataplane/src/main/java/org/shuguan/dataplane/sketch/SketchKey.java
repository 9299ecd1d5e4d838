package org.shuguan.dataplane.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The node's secret for sketches. From it are derived a salt for the engine's hash and a permutation of the bits.
/// Without the secret a sketch reveals the number of different values and nothing about them. With it one can test
/// whether a value may be in the set; one third of the values that are not in it also test positive.
public final class SketchKey {
    private final byte[] secret;
    private final int[] places;
    private final long salt;

    /// @param secret at least 16 bytes; sketches made with different secrets cannot be compared
    /// @throws IllegalArgumentException for a shorter secret
    public SketchKey(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("the secret has " + secret.length + " bytes; at least 16 are needed");
        }
        this.secret = secret.clone();
        this.salt = ByteBuffer.wrap(mac("salt")).getLong();
        this.places = shuffled();
    }

    /// The salt that is hashed together with each value.
    String salt() {
        return Long.toUnsignedString(salt);
    }

    /// Maps a bit position of the engine's result to its position in the sketch.
    int place(int engines) {
        return places[engines];
    }

    /// A Fisher–Yates shuffle with HMAC-SHA256 as the source of randomness.
    private int[] shuffled() {
        int[] order = new int[Sketch.PLACES];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        ByteBuffer chance = ByteBuffer.wrap(mac("places 0"));
        for (int i = order.length - 1; i > 0; i--) {
            if (chance.remaining() < Long.BYTES) {
                chance = ByteBuffer.wrap(mac("places " + i));
            }
            int other = (int) Long.remainderUnsigned(chance.getLong(), i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private byte[] mac(String of) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(of.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
