package org.shuguan.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The key of the record. It is derived from the secrets' key and therefore not in the database: who can change
/// every table still cannot compute the hash of an entry.
@Component
public class AuditKey {
    private final byte[] entries;
    private final byte[] checkpoints;
    private final byte[] exports;

    public AuditKey(Secrets secrets) {
        this.entries = secrets.derived("audit entries");
        this.checkpoints = secrets.derived("audit checkpoints");
        this.exports = secrets.derived("audit exports");
    }

    String entry(String content) {
        return code(entries, content);
    }

    String checkpoint(String content) {
        return code(checkpoints, content);
    }

    /// For a content that comes in parts; the result is [#finished].
    Mac export() {
        return Hashes.hmac(exports);
    }

    static String finished(Mac mac) {
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static String code(byte[] key, String content) {
        return HexFormat.of().formatHex(Hashes.hmac(key).doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
