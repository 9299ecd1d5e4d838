package org.shuguan.server.identity;

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
        return secrets.rewrite(factors.secrets(), SecondFactor::context, factors::setSecret);
    }
}
