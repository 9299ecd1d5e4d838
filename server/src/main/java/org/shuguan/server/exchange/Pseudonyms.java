package org.shuguan.server.exchange;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.shuguan.dataplane.serve.PseudonymKey;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The keys of consumers' pseudonyms.
@Component
class Pseudonyms implements SealedValues {
    static final String CONTEXT = "exchange pseudonyms";
    private static final int BYTES = 32;

    private final KeyRecords records;
    private final Secrets secrets;
    private final TransactionTemplate transaction;
    private final Map<UnitCode, PseudonymKey> keys = new ConcurrentHashMap<>();

    Pseudonyms(KeyRecords records, Secrets secrets, TransactionTemplate transaction) {
        this.records = records;
        this.secrets = secrets;
        this.transaction = transaction;
    }

    /// The key of a unit's pseudonyms: the same for all its clients and grants.
    PseudonymKey of(UnitCode consumer) {
        return keys.computeIfAbsent(consumer, unit -> PseudonymKey.of(secret(), unit.value()));
    }

    private byte[] secret() {
        byte[] sealed = records.pseudonymSecret()
                .orElseGet(() -> transaction.execute(status -> {
                    records.lock();
                    return records.pseudonymSecret().orElseGet(this::created);
                }));
        return HexFormat.of().parseHex(secrets.open(sealed, CONTEXT));
    }

    private byte[] created() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        byte[] sealed = secrets.seal(HexFormat.of().formatHex(secret), CONTEXT);
        records.addPseudonymSecret(sealed);
        return sealed;
    }

    /// The keys of this module: those that sign too.
    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public Rewritten rewrite() {
        return secrets.rewrite(records.sealed(), context -> context, records::store);
    }
}
