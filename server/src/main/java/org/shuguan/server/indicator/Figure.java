package org.shuguan.server.indicator;

import org.jspecify.annotations.Nullable;

/// The value of an indicator for a unit, or why there is none.
///
/// @param value null if it is absent
/// @param numerator of a rate or mean, null otherwise or if it is absent
/// @param denominator of a rate or mean, null otherwise
/// @param absent null if there is a value
public record Figure(
        @Nullable Double value,
        @Nullable Double numerator,
        @Nullable Double denominator,
        @Nullable Absence absent) {
    private static final double HUNDRED = 100;

    static Figure missing(Absence because) {
        return new Figure(null, null, null, because);
    }

    static Figure of(Indicator indicator, double numerator, @Nullable Double denominator) {
        if (indicator.isNumber()) {
            return new Figure(numerator, null, null, null);
        }
        if (denominator == null || denominator == 0) {
            return new Figure(null, null, 0.0, Absence.NOTHING_TO_COUNT);
        }
        double share = numerator / denominator;
        return new Figure(
                indicator.kind() == Indicator.Kind.PERCENT ? share * HUNDRED : share, numerator, denominator, null);
    }
}
