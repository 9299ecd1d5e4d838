package org.shuguan.server.institution;

import java.util.Map;

/// What a unit has in a higher module, so that the consequences of a change of units can be shown. Implemented by
/// each module that stores something per unit.
public interface UnitHoldings {
    /// Number of items by kind; the text `belonging.<kind>` describes the kind.
    Map<String, Long> of(UnitCode unit);
}
