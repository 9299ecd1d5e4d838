package org.shuguan.server;

import java.time.LocalDate;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;

/// Units for tests that need one and say nothing about it.
public final class SampleUnits {
    private SampleUnits() {}

    /// A department of the city since 2021, taken in unless it is known already.
    public static void department(Institution institution, UnitCode code) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(new Unit(
                    code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, LocalDate.of(2021, 1, 1), null));
        }
    }
}
