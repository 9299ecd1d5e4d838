package org.shuguan.server.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Encrypts secrets that are stored and never shown, such as passwords of sources. AES-256-GCM with a new nonce
/// for each value. The key is not stored in the database (`SHUGUAN_SECRET_KEY`, or a file of the home).
@Component
public class Secrets {
    private static final int NONCE = 12;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    public Secrets(@Value("${shuguan.secret-key}") String key) {
        this.key = new SecretKeySpec(Hashes.sha256(key), "AES");
    }

    /// @param context the object that the secret belongs to, for example a source's id: a value that was moved to
    ///     another row cannot be decrypted there
    public byte[] seal(String secret, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, context, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /// @throws IllegalStateException if the key or the context differs from the one used for encryption
    public String open(byte[] sealed, String context) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return new String(run(Cipher.DECRYPT_MODE, nonce, context, rest), StandardCharsets.UTF_8);
    }

    /// A secret derived for another purpose; this key cannot be computed from it.
    public byte[] derived(String purpose) {
        return Hashes.hmac(key.getEncoded()).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] run(int mode, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of " + context + " cannot be opened with this key", e);
        }
    }
}
