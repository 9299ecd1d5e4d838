package org.shuguan.server.institution;

import java.util.Map;

/// What a unit has in a module above, for whoever must know what follows when the unit changes. Declared here,
/// implemented by whoever keeps it.
public interface UnitHoldings {
    /// Kind, whose words are the text `belonging.<kind>`, and how many of it.
    Map<String, Long> of(UnitCode unit);
}
