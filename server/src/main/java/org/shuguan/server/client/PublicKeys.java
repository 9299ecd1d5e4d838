package org.shuguan.server.client;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Public keys of a client as the text of a JWK set. Addresses of key sets are not supported: nothing is fetched.
final class PublicKeys {
    static final int LONGEST = 16_000;
    private static final int MOST_KEYS = 5;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;

    private PublicKeys() {}

    /// The set in its canonical form; empty unless it consists of one to five public RSA or EC keys with different ids.
    static Optional<String> canonical(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JWKSet keys = JWKSet.parse(text);
            boolean right = !keys.isEmpty()
                    && keys.size() <= MOST_KEYS
                    && keys.getKeys().stream().allMatch(PublicKeys::isPublicKey)
                    && keys.getKeys().stream().map(JWK::getKeyID).distinct().count() == keys.size();
            return right ? Optional.of(keys.toString(true)) : Optional.empty();
        } catch (ParseException | IllegalArgumentException | IllegalStateException malformed) {
            return Optional.empty();
        }
    }

    /// Parses what [#canonical] accepted.
    static JWKSet parse(String canonical) {
        try {
            return JWKSet.parse(canonical);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublicKey(JWK key) {
        if (key.isPrivate() || key.getX509CertURL() != null) {
            return false;
        }
        return switch (key) {
            case RSAKey rsa -> rsa.size() >= LEAST_RSA_BITS && rsa.size() <= MOST_RSA_BITS;
            case ECKey ec -> ec.size() >= 256;
            default -> false;
        };
    }
}
