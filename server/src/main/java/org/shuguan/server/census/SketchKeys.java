package org.shuguan.server.census;

import java.util.HexFormat;
import java.util.List;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The node's key of sketches. Sketches and signatures that were made with different keys cannot be compared: each
/// is stored with the name of its key, and those of an earlier key are not used.
@Component
class SketchKeys {
    private static final int NAME = 16;

    private final SketchKey present;
    private final String name;
    private final String oldest;

    SketchKeys(Secrets secrets) {
        List<byte[]> every = secrets.everyDerived("census sketches");
        this.present = new SketchKey(every.getFirst());
        this.name = name(every.getFirst());
        this.oldest = name(every.getLast());
    }

    private static String name(byte[] secret) {
        return HexFormat.of()
                .formatHex(Hashes.hmac(secret).doFinal(new byte[] {'n'}))
                .substring(0, NAME);
    }

    SketchKey present() {
        return present;
    }

    /// The name of the present key; the key cannot be computed from it.
    String name() {
        return name;
    }

    /// The name of the oldest key, which made what is stored without a name.
    String oldest() {
        return oldest;
    }
}
