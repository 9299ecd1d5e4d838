package org.shuguan.server;

import java.time.LocalDate;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;

/// Units for tests that only need some unit.
public final class SampleUnits {
    private static final LocalDate START = LocalDate.of(2021, 1, 1);

    private SampleUnits() {}

    /// The city's data bureau since 2021, taken in unless it is known already.
    public static void dataBureau(Institution institution, UnitCode code) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(
                    new Unit(code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, null, START, null, true));
        }
    }

    /// Creates a department of the city that exists since 2021, if it does not exist yet.
    public static void department(Institution institution, UnitCode code) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(new Unit(code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, START, null));
        }
    }
}
