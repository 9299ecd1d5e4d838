package org.shuguan.server.demand;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.UnitCode;

/// What a unit asks for (需求清单, practice after 国办函〔2022〕102号 [from memory]).
///
/// @param title the data wanted
/// @param items the items wanted of them
/// @param scenario what they are used for
/// @param legalBasis of the duty that needs them
/// @param mode table, api or file
/// @param asked who is believed to have them, null where that is not known
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
