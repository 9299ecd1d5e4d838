package org.shuguan.server.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.Secrets;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The keys that sign answers: ECDSA on P-256, replaced by the rule `exchange.key-days`. Public keys are kept for
/// ever, so that an answer can be checked years later. A new key is in the audit record with its thumbprint.
@Service
class SigningKeys {
    /// A new key.
    record KeyCreated(String id) implements Audited {
        @Override
        public String action() {
            return "exchange.key";
        }

        @Override
        public String subject() {
            return "key " + id;
        }

        @Override
        public Map<String, ?> facts() {
            return Map.of("thumbprint", id);
        }
    }

    /// A key that signs.
    final class Signer {
        private final String id;
        private final PrivateKey key;

        private Signer(String id, PrivateKey key) {
            this.id = id;
            this.key = key;
        }

        String id() {
            return id;
        }

        /// Signs, in the form of RFC 9421 (r and s of 32 bytes each).
        byte[] sign(byte[] content) {
            try {
                Signature signature = fast == null
                        ? Signature.getInstance("SHA256withECDSA")
                        : Signature.getInstance("SHA256withECDSA", fast);
                signature.initSign(key);
                signature.update(content);
                return ECDSA.transcodeSignatureToConcat(signature.sign(), SIGNATURE_BYTES);
            } catch (GeneralSecurityException | JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Present(Signer signer, Instant at) {}

    private static final String CURVE = "secp256r1";
    private static final int SIGNATURE_BYTES = 64;
    /// How long another node may sign with a key that was replaced.
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final KeyRecords records;
    private final Secrets secrets;
    private final Setting<Integer> days;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    /// BoringSSL signs seven times faster than the JDK; it is not there for every platform.
    private final @Nullable Provider fast = Conscrypt.isAvailable() ? Conscrypt.newProvider() : null;

    private volatile @Nullable Present present;

    SigningKeys(
            KeyRecords records,
            Secrets secrets,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.secrets = secrets;
        this.days = settings.days("exchange.key-days");
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// The key that signs now.
    Signer signer() {
        return present().signer();
    }

    private Present present() {
        Present known = present;
        Instant now = clock.instant();
        if (known == null || known.at().plus(REMEMBERED).isBefore(now)) {
            KeyRecords.SigningKey key = records.present().orElseGet(this::first);
            known = known != null && known.signer().id().equals(key.id())
                    ? new Present(known.signer(), now)
                    : new Present(new Signer(key.id(), opened(key.id())), now);
            present = known;
        }
        return known;
    }

    private PrivateKey opened(String id) {
        try {
            byte[] encoded = Base64.getDecoder().decode(secrets.open(records.sealedPrivate(id), id));
            return (fast == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", fast))
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyRecords.SigningKey first() {
        return transaction.execute(status -> {
            records.lock();
            return records.present().orElseGet(this::replaced);
        });
    }

    /// Replaces the present key if it is older than the rule says.
    void replaceOld() {
        Instant before = clock.instant().minus(Duration.ofDays(days.today()));
        transaction.executeWithoutResult(status -> {
            records.lock();
            if (records.present()
                    .filter(key -> key.createdAt().isBefore(before))
                    .isPresent()) {
                replaced();
            }
        });
    }

    private KeyRecords.SigningKey replaced() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            String id = jwk(pair.getPublic().getEncoded()).computeThumbprint().toString();
            var key = new KeyRecords.SigningKey(
                    id, pair.getPublic().getEncoded(), clock.instant().truncatedTo(ChronoUnit.MICROS), null);
            String encoded =
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            records.replace(key, secrets.seal(encoded, id));
            events.publishEvent(new KeyCreated(id));
            return key;
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All keys that ever signed, the newest first.
    List<KeyRecords.SigningKey> all() {
        return records.all();
    }

    /// The public key as a JWK without its id.
    static ECKey jwk(byte[] publicKey) {
        try {
            var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey));
            return new ECKey.Builder(Curve.P_256, key).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
