package org.shuguan.server.institution;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// Attributes of a unit were corrected.
record UnitDescribed(UnitCode code, Description description) implements Audited {
    @Override
    public String action() {
        return "institution.describe-unit";
    }

    @Override
    public String subject() {
        return "unit " + code;
    }

    @Override
    public String unit() {
        return code.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "nameEn", description.nameEn(),
                "fullName", String.valueOf(description.fullName()),
                "formerNames", description.formerNames(),
                "dataBureau", description.dataBureau());
    }
}
