package org.shuguan.server.demand;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.UnitCode;

/// The data that a unit needs (需求清单, practice after 国办函〔2022〕102号 [from memory]).
///
/// @param title name of the data
/// @param items the items needed
/// @param scenario how they will be used
/// @param legalBasis of the duty for which they are needed
/// @param mode table, api or file
/// @param asked the unit that is expected to have them, null if not known
public record DemandContent(
        String title,
        List<String> items,
        String scenario,
        String legalBasis,
        @Nullable UpdateCycle frequency,
        @Nullable String mode,
        @Nullable UnitCode asked,
        @Nullable LocalDate wantedBy) {
    public DemandContent {
        title = title == null ? "" : title.strip();
        items = items == null
                ? List.of()
                : items.stream()
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
        scenario = scenario == null ? "" : scenario.strip();
        legalBasis = legalBasis == null ? "" : legalBasis.strip();
    }
}
