package org.shuguan.server.authority;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// Something happened to a question.
///
/// @param action `authority.ask`, `authority.agree`, `authority.object`, `authority.name`, `authority.dismiss`
record AuthorityEvent(String action, String number, String unit, Map<String, ?> facts) implements Audited {
    @Override
    public String subject() {
        return "source question " + number;
    }
}
