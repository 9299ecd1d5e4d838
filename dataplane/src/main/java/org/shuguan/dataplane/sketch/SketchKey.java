package org.shuguan.dataplane.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The node's secret for sketches. From it come a salt for the engine's hash and an order of places that nobody
/// guesses:
/// without the secret a sketch says how many different values there are, and nothing about any of them. With it one may
/// ask whether a value could be in it, and is told "yes" of every third that is not.
public final class SketchKey {
    private final byte[] secret;
    private final int[] places;
    private final long salt;

    /// @param secret at least 16 bytes; sketches of two secrets cannot be compared
    public SketchKey(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("a secret of " + secret.length + " bytes is none");
        }
        this.secret = secret.clone();
        this.salt = ByteBuffer.wrap(mac("salt")).getLong();
        this.places = shuffled();
    }

    /// Goes into the engine's hash beside each value.
    String salt() {
        return Long.toUnsignedString(salt);
    }

    /// Where a place of the engine's stands in the sketch.
    int place(int engines) {
        return places[engines];
    }

    /// Fisher and Yates, with HMAC-SHA256 as the source of chance.
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
