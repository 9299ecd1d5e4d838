package org.shuguan.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The keys of the record. They are derived from the secrets' keys and therefore not in the database: who can change
/// every table still cannot compute the hash of an entry. New entries, checkpoints and exports are keyed with the
/// present key; what an earlier key made is proved by that key. Keys are numbered from the oldest, 0.
@Component
public class AuditKey {
    private final List<byte[]> entries;
    private final List<byte[]> checkpoints;
    private final List<byte[]> exports;

    public AuditKey(Secrets secrets) {
        this.entries = secrets.everyDerived("audit entries").reversed();
        this.checkpoints = secrets.everyDerived("audit checkpoints").reversed();
        this.exports = secrets.everyDerived("audit exports").reversed();
    }

    /// The number of the present key.
    int present() {
        return entries.size() - 1;
    }

    String entry(String content) {
        return code(entries.getLast(), content);
    }

    /// The number of the key that gives this hash, of the keys from a number on; -1 if none does.
    int numberOf(String content, String hash, int from) {
        for (int number = from; number < entries.size(); number++) {
            if (code(entries.get(number), content).equals(hash)) {
                return number;
            }
        }
        return -1;
    }

    String checkpoint(String content) {
        return code(checkpoints.getLast(), content);
    }

    /// Whether any of the keys gives this code of a checkpoint.
    boolean isCheckpoint(String content, String code) {
        return checkpoints.stream().anyMatch(key -> code(key, content).equals(code));
    }

    /// For a content that comes in parts; the result is [#finished].
    Mac export() {
        return Hashes.hmac(exports.getLast());
    }

    /// The same by every key.
    List<Mac> everyExport() {
        return exports.stream().map(Hashes::hmac).toList();
    }

    static String finished(Mac mac) {
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static String code(byte[] key, String content) {
        return HexFormat.of().formatHex(Hashes.hmac(key).doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
