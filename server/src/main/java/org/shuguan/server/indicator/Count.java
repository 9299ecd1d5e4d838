package org.shuguan.server.indicator;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// What was counted for a unit.
///
/// @param numerator of a number the number itself
/// @param denominator null for a number
public record Count(
        UnitCode unit, double numerator, @Nullable Double denominator) {}
