package org.shuguan.server.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Encrypts secrets that are stored and never shown, such as passwords of sources. AES-256-GCM with a new nonce
/// for each value. The keys are not stored in the database ([SecretKeys]).
@Component
public class Secrets {
    private static final int NONCE = 12;

    /// The present key and then the earlier ones.
    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    @Autowired
    Secrets(@Value("${shuguan.secret-key}") String key, @Value("${shuguan.earlier-secret-keys:}") String earlier) {
        this(new SecretKeys(key, SecretKeys.split(earlier)));
    }

    public Secrets(SecretKeys keys) {
        this.keys = keys.all().stream()
                .map(key -> new SecretKeySpec(Hashes.sha256(key), "AES"))
                .toList();
    }

    /// @param context the object that the secret belongs to, for example a source's id: a value that was moved to
    ///     another row cannot be decrypted there
    public byte[] seal(String secret, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = encrypted(nonce, context, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /// @throws IllegalStateException if no key opens it, or the context differs from the one used for encryption
    public String open(byte[] sealed, String context) {
        return anyOpened(sealed, context)
                .orElseThrow(() -> new IllegalStateException("the secret of " + context + " cannot be opened with "
                        + (keys.size() == 1 ? "this key" : "these keys")));
    }

    /// Encrypts stored values again that are encrypted with an earlier key.
    ///
    /// @param sealed the values by what they belong to
    /// @param contextOf the context that a value is encrypted for
    /// @param store stores a value again
    public <K> SealedValues.Rewritten rewrite(
            Map<K, byte[]> sealed, Function<K, String> contextOf, BiConsumer<K, byte[]> store) {
        int rewritten = 0;
        int unreadable = 0;
        for (var each : sealed.entrySet()) {
            String context = contextOf.apply(each.getKey());
            if (opened(keys.getFirst(), each.getValue(), context).isPresent()) {
                continue;
            }
            Optional<String> secret = anyOpened(each.getValue(), context);
            if (secret.isPresent()) {
                store.accept(each.getKey(), seal(secret.get(), context));
                rewritten++;
            } else {
                unreadable++;
            }
        }
        return new SealedValues.Rewritten(rewritten, unreadable);
    }

    /// A secret derived from the present key for another purpose; the key cannot be computed from it.
    public byte[] derived(String purpose) {
        return derived(keys.getFirst(), purpose);
    }

    /// The secrets derived from every key, that of the present key first.
    public List<byte[]> everyDerived(String purpose) {
        return keys.stream().map(key -> derived(key, purpose)).toList();
    }

    private static byte[] derived(SecretKeySpec key, String purpose) {
        return Hashes.hmac(key.getEncoded()).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] encrypted(byte[] nonce, String context, byte[] secret) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, context).doFinal(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> anyOpened(byte[] sealed, String context) {
        return keys.stream()
                .flatMap(key -> opened(key, sealed, context).stream())
                .findFirst();
    }

    private static Optional<String> opened(SecretKeySpec key, byte[] sealed, String context) {
        if (sealed.length < NONCE) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), context);
            return Optional.of(
                    new String(cipher.doFinal(sealed, NONCE, sealed.length - NONCE), StandardCharsets.UTF_8));
        } catch (AEADBadTagException anotherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
