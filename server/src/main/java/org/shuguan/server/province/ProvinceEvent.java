package org.shuguan.server.province;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// Something happened to a template or a batch.
record ProvinceEvent(What what, UUID template, UnitCode owner, Map<String, String> details) implements Audited {
    /// Ends the audit action `province.<name>`.
    enum What {
        ADD,
        EDIT,
        REPORT,
        WRITE,
        STOP,
        RECEIVE,
        CLOSE,
        CANCEL
    }

    @Override
    public String action() {
        return "province." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "province-template " + template;
    }

    @Override
    public String unit() {
        return owner.value();
    }

    @Override
    public Map<String, ?> facts() {
        return new TreeMap<>(details);
    }
}
