package org.shuguan.server.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The secrets of second factors.
@Component
class FactorSecrets implements SealedValues {
    private final Factors factors;
    private final Secrets secrets;

    FactorSecrets(Factors factors, Secrets secrets) {
        this.factors = factors;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "second-factors";
    }

    @Override
    public Rewritten rewrite() {
        var accounts = new HashMap<String, UUID>();
        var sealed = new HashMap<String, byte[]>();
        for (Map.Entry<UUID, byte[]> factor : factors.secrets().entrySet()) {
            String context = SecondFactor.context(factor.getKey());
            accounts.put(context, factor.getKey());
            sealed.put(context, factor.getValue());
        }
        return secrets.rewrite(
                sealed, (context, fresh) -> factors.setSecret(Objects.requireNonNull(accounts.get(context)), fresh));
    }
}
