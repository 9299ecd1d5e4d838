package org.shuguan.dataplane.compare;

import org.shuguan.dataplane.detect.DefaultRules;

/// How many days later than its update cycle says a table may change and still keep the cycle. Not in the
/// thresholds of a census: a cycle is estimated from all censuses of a table, by what is in force when it is
/// asked for.
public record CycleGrace(int daily, int weekly, int monthly, int quarterly, int halfYearly, int yearly) {
    /// The values where nobody has changed any.
    public static final CycleGrace DEFAULT = new CycleGrace(
            DefaultRules.number("grace-daily"),
            DefaultRules.number("grace-weekly"),
            DefaultRules.number("grace-monthly"),
            DefaultRules.number("grace-quarterly"),
            DefaultRules.number("grace-half-yearly"),
            DefaultRules.number("grace-yearly"));

    /// The shortest cycle that is kept by a table that changes every so many days.
    CycleEstimate.Cycle cycle(double days) {
        if (days <= 1 + daily) {
            return CycleEstimate.Cycle.DAILY;
        }
        if (days <= 7 + weekly) {
            return CycleEstimate.Cycle.WEEKLY;
        }
        if (days <= 30 + monthly) {
            return CycleEstimate.Cycle.MONTHLY;
        }
        if (days <= 90 + quarterly) {
            return CycleEstimate.Cycle.QUARTERLY;
        }
        if (days <= 180 + halfYearly) {
            return CycleEstimate.Cycle.HALF_YEARLY;
        }
        return days <= 365 + yearly ? CycleEstimate.Cycle.YEARLY : CycleEstimate.Cycle.IRREGULAR;
    }
}
