package org.shuguan.server.access;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// Somebody used the audit record itself: read, exported or verified it.
record AuditUse(String action, Map<String, ?> facts) implements Audited {
    static final String READ = "audit.read";
    static final String EXPORT = "audit.export";
    static final String VERIFY = "audit.verify";

    @Override
    public String subject() {
        return "audit record";
    }
}
