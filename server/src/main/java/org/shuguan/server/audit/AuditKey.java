package org.shuguan.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The key of the record. It is derived from the secrets' key and therefore not in the database: who can change
/// every table still cannot compute the hash of an entry.
@Component
public class AuditKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec entries;
    private final SecretKeySpec checkpoints;
    private final SecretKeySpec exports;

    public AuditKey(Secrets secrets) {
        this.entries = new SecretKeySpec(secrets.derived("audit entries"), ALGORITHM);
        this.checkpoints = new SecretKeySpec(secrets.derived("audit checkpoints"), ALGORITHM);
        this.exports = new SecretKeySpec(secrets.derived("audit exports"), ALGORITHM);
    }

    String entry(String content) {
        return code(entries, content);
    }

    String checkpoint(String content) {
        return code(checkpoints, content);
    }

    /// For a content that comes in parts; the result is [#finished].
    Mac export() {
        return mac(exports);
    }

    static String finished(Mac mac) {
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static String code(SecretKeySpec key, String content) {
        return HexFormat.of().formatHex(mac(key).doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
