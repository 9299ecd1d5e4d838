package org.shuguan.server.demand;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// Something happened to a demand.
///
/// @param action `demand.submit`, `demand.assign`, `demand.meet`, …
record DemandEvent(String action, String number, String unit, Map<String, ?> facts) implements Audited {
    @Override
    public String subject() {
        return "demand " + number;
    }

    static DemandEvent of(String action, Demand demand, Map<String, ?> facts) {
        return new DemandEvent(action, demand.number(), demand.unit().value(), facts);
    }
}
