package org.shuguan.server.demand;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the demand does not allow this.
final class DemandRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private DemandRefused(String what) {
        super("demand/" + what, HttpStatus.CONFLICT, Map.of());
    }

    static DemandRefused notThere() {
        return new DemandRefused("not-at-this-step");
    }

    /// A district's bureau may not name a unit outside its district.
    static DemandRefused beyondDistrict() {
        return new DemandRefused("beyond-district");
    }

    static DemandRefused notTheirEntry() {
        return new DemandRefused("not-their-entry");
    }
}
