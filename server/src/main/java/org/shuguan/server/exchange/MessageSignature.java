package org.shuguan.server.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;

/// The signature of an answer (RFC 9421) over its status, its named fields, and the method, path and query of the
/// request, so that an answer proves what it was an answer to; or of a request that this node sends.
final class MessageSignature {
    /// The label in both header fields.
    static final String LABEL = "shuguan";

    private static final String ALGORITHM = "ecdsa-p256-sha256";

    private record Component(Item<?> name, String value) {}

    private final InnerList covered;
    private final String base;

    private MessageSignature(InnerList covered, String base) {
        this.covered = covered;
        this.base = base;
    }

    /// Prepares a signature.
    ///
    /// @param query the raw query of the request without its question mark, empty without one
    /// @param fields of the answer, lower-case names
    /// @param created seconds since 1970
    static MessageSignature of(
            String method,
            String path,
            String query,
            int status,
            Map<String, String> fields,
            long created,
            String keyId) {
        List<Component> components = new ArrayList<>();
        components.add(new Component(StringItem.valueOf("@status"), Integer.toString(status)));
        fields.forEach((name, value) -> components.add(new Component(StringItem.valueOf(name), value.strip())));
        Parameters ofRequest = Parameters.valueOf(Map.of("req", true));
        components.add(new Component(StringItem.valueOf("@method").withParams(ofRequest), method));
        components.add(new Component(StringItem.valueOf("@path").withParams(ofRequest), path));
        components.add(new Component(StringItem.valueOf("@query").withParams(ofRequest), "?" + query));
        return over(components, created, keyId);
    }

    /// Prepares the signature of a request that this node sends: over its method, its address and the named fields.
    static MessageSignature ofRequest(
            String method, String address, Map<String, String> fields, long created, String keyId) {
        List<Component> components = new ArrayList<>();
        components.add(new Component(StringItem.valueOf("@method"), method));
        components.add(new Component(StringItem.valueOf("@target-uri"), address));
        fields.forEach((name, value) -> components.add(new Component(StringItem.valueOf(name), value.strip())));
        return over(components, created, keyId);
    }

    private static MessageSignature over(List<Component> components, long created, String keyId) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", created);
        parameters.put("keyid", keyId);
        parameters.put("alg", ALGORITHM);
        List<Item<? extends Object>> names = new ArrayList<>();
        components.forEach(component -> names.add(component.name()));
        InnerList covered = InnerList.valueOf(names).withParams(Parameters.valueOf(parameters));
        StringBuilder base = new StringBuilder();
        for (Component component : components) {
            base.append(component.name().serialize())
                    .append(": ")
                    .append(component.value())
                    .append('\n');
        }
        base.append("\"@signature-params\": ").append(covered.serialize());
        return new MessageSignature(covered, base.toString());
    }

    /// What is signed.
    byte[] base() {
        return base.getBytes(StandardCharsets.UTF_8);
    }

    /// The value of `Signature-Input`.
    String input() {
        return Dictionary.valueOf(Map.of(LABEL, covered)).serialize();
    }

    /// The value of `Signature`.
    static String value(byte[] signature) {
        return Dictionary.valueOf(Map.of(LABEL, ByteSequenceItem.valueOf(signature)))
                .serialize();
    }

    /// The value of `Content-Digest` (RFC 9530).
    static String digest(byte[] sha256) {
        return Dictionary.valueOf(Map.of("sha-256", ByteSequenceItem.valueOf(sha256)))
                .serialize();
    }
}
