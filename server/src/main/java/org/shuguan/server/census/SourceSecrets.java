package org.shuguan.server.census;

import java.util.UUID;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.springframework.stereotype.Component;

/// The passwords and keys of sources.
@Component
class SourceSecrets implements SealedValues {
    private final SourceRecords sources;
    private final Secrets secrets;

    SourceSecrets(SourceRecords sources, Secrets secrets) {
        this.sources = sources;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Rewritten rewrite() {
        return secrets.rewrite(sources.secrets(), UUID::toString, sources::setSecret);
    }
}
