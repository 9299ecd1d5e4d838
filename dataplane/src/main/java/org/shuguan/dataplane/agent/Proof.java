package org.shuguan.dataplane.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proof that a request comes from the holder of a front-end host's key: an Ed25519 signature over everything of
/// the request that counts. It is sent in headers.
///
/// @param host id of the front-end host, [#NOBODY] before it has one
/// @param protocol version of the protocol
/// @param time when the request was signed, in milliseconds since 1970
/// @param nonce different for each request
/// @param digest SHA-256 of the body in hexadecimal digits
/// @param signature in Base64
public record Proof(String host, int protocol, long time, String nonce, String digest, String signature) {
    public static final String ALGORITHM = "Ed25519";
    /// The host of a request that enrols one.
    public static final String NOBODY = "-";
    /// The header with the version of the protocol, which answers have too.
    public static final String PROTOCOL = "Shuguan-Protocol";

    private static final String HOST = "Shuguan-Host";
    private static final String TIME = "Shuguan-Time";
    private static final String NONCE = "Shuguan-Nonce";
    private static final String DIGEST = "Shuguan-Digest";
    private static final String SIGNATURE = "Shuguan-Signature";
    private static final Pattern NONCES = Pattern.compile("[A-Za-z0-9-]{16,64}");
    private static final Pattern DIGESTS = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NUMBER = 15;
    private static final int GROUP = 4;
    private static final int SHOWN = 32;

    /// Signs a request.
    ///
    /// @param path path and query, from the node's address on
    public static Proof of(
            PrivateKey key, String host, int protocol, String method, String path, byte[] body, Instant now) {
        Proof unsigned =
                new Proof(host, protocol, now.toEpochMilli(), UUID.randomUUID().toString(), digest(body), "");
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(unsigned.signed(method, path));
            String signature = Base64.getEncoder().encodeToString(signer.sign());
            return new Proof(host, protocol, unsigned.time, unsigned.nonce, unsigned.digest, signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads the headers of a request; empty if one is missing or malformed.
    public static Optional<Proof> read(Function<String, @Nullable String> header) {
        String host = header.apply(HOST);
        String time = header.apply(TIME);
        String protocol = header.apply(PROTOCOL);
        String nonce = header.apply(NONCE);
        String digest = header.apply(DIGEST);
        String signature = header.apply(SIGNATURE);
        if (host == null
                || !isNumber(time)
                || !isNumber(protocol)
                || nonce == null
                || !NONCES.matcher(nonce).matches()
                || digest == null
                || !DIGESTS.matcher(digest).matches()
                || signature == null) {
            return Optional.empty();
        }
        return Optional.of(new Proof(
                host,
                (int) Math.min(Integer.MAX_VALUE, Long.parseLong(String.valueOf(protocol))),
                Long.parseLong(String.valueOf(time)),
                nonce,
                digest,
                signature));
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// The headers of the request.
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HOST, host);
        headers.put(PROTOCOL, Integer.toString(protocol));
        headers.put(TIME, Long.toString(time));
        headers.put(NONCE, nonce);
        headers.put(DIGEST, digest);
        headers.put(SIGNATURE, signature);
        return headers;
    }

    /// Whether the holder of the key signed this request.
    public boolean isBy(PublicKey key, String method, String path) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed(method, path));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    /// Whether the request has this body.
    public boolean isFor(byte[] body) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), digest(body).getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] signed(String method, String path) {
        return String.join(
                        "\n",
                        "shuguan front-end host",
                        host,
                        Integer.toString(protocol),
                        Long.toString(time),
                        nonce,
                        method,
                        path,
                        digest)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The public key in Base64 (X.509); empty if it is none of Ed25519.
    public static Optional<PublicKey> key(@Nullable String text) {
        try {
            return Optional.of(KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text == null ? "" : text))));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// What people compare to know that the node has the front-end host's own key.
    public static String fingerprint(PublicKey key) {
        return digest(key.getEncoded()).substring(0, SHOWN).replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
