package org.shuguan.server.collection;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.dataplane.lake.KeptOut;
import org.shuguan.dataplane.lake.KeyDigest;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The keys of removals: encrypted until they are removed, and as keyed digests afterwards. The same key of two
/// plans has two digests, so that nobody can tell from them who is in both.
@Component
class RemovalKeys implements SealedValues {
    private static final String CONTEXT = "removed keys";
    private static final int BYTES = 32;
    private static final TypeReference<List<List<String>>> VALUES = new TypeReference<>() {};

    private final Removals removals;
    private final Secrets secrets;
    private final JsonMapper json;

    RemovalKeys(Removals removals, Secrets secrets, JsonMapper json) {
        this.removals = removals;
        this.secrets = secrets;
        this.json = json;
    }

    byte[] sealed(UUID removal, List<List<String>> values) {
        return secrets.seal(json.writeValueAsString(values), removal.toString());
    }

    /// The keys in clear, of a removal that is neither done nor decided against.
    RemovedKeys open(RowRemoval removal) {
        String values =
                secrets.open(removals.sealedKeys(removal.id()), removal.id().toString());
        return new RemovedKeys(removal.keyColumns(), json.readValue(values, VALUES));
    }

    /// The digests of a plan's keys.
    KeyDigest digest(UUID plan, List<String> columns) {
        return new KeyDigest(Hashes.hmac(secret()).doFinal(("plan " + plan).getBytes(StandardCharsets.UTF_8)), columns);
    }

    /// The removed keys of a plan whose rows must not come again.
    KeptOut keptOut(UUID plan) {
        return new KeptOut(removals.keptOut(plan).stream()
                .map(one -> new KeptOut.Group(digest(plan, one.columns()), one.digests()))
                .toList());
    }

    private byte[] secret() {
        byte[] stored = removals.secret().orElseGet(() -> {
            byte[] made = new byte[BYTES];
            new SecureRandom().nextBytes(made);
            removals.addSecret(secrets.seal(HexFormat.of().formatHex(made), CONTEXT));
            return removals.secret().orElseThrow();
        });
        return HexFormat.of().parseHex(secrets.open(stored, CONTEXT));
    }

    @Override
    public String name() {
        return "removals";
    }

    @Override
    public Rewritten rewrite() {
        Rewritten keys = secrets.rewrite(removals.sealed(), UUID::toString, removals::seal);
        Rewritten secret = secrets.rewrite(
                removals.secret().map(value -> Map.of(CONTEXT, value)).orElse(Map.of()),
                context -> context,
                (context, value) -> removals.setSecret(value));
        return new Rewritten(keys.values() + secret.values(), keys.unreadable() + secret.unreadable());
    }
}
