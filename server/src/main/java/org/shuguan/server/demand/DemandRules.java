package org.shuguan.server.demand;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;

/// Required content of a demand and of answers to it.
final class DemandRules {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_ITEMS = 500;

    private DemandRules() {}

    /// A draft is checked only for what cannot be stored.
    static InvalidInput.Check draft(DemandContent wanted) {
        return new InvalidInput.Check()
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.scenario().length() <= LONGEST_TEXT, "scenario", "too-long", Map.of("max", LONGEST_TEXT))
                .that(
                        wanted.legalBasis().length() <= LONGEST_TEXT,
                        "legalBasis",
                        "too-long",
                        Map.of("max", LONGEST_TEXT))
                .that(wanted.mode() == null || wanted.mode().matches("table|api|file"), "mode", "mode-unknown")
                .that(wanted.items().size() <= MOST_ITEMS, "items", "too-many-items");
    }

    /// 政务数据共享条例 (2025) ch. 4: basis, scenario, scope and mode must be stated.
    static InvalidInput.Check submission(Demand demand) {
        return new InvalidInput.Check()
                .that(!demand.items().isEmpty(), "items", "items-none")
                .that(!demand.scenario().isEmpty(), "scenario", "required")
                .that(!demand.legalBasis().isEmpty(), "legalBasis", "required")
                .that(demand.frequency() != null, "frequency", "required")
                .that(demand.mode() != null, "mode", "required")
                .that(!demand.unit().equals(demand.asked()), "asked", "asks-oneself");
    }

    /// A refusal to share needs a law.
    static void basis(@Nullable String basis) {
        basis(new InvalidInput.Check(), basis).orRefuse();
    }

    static InvalidInput.Check basis(InvalidInput.Check check, @Nullable String basis) {
        String text = basis == null ? "" : basis.strip();
        return check.that(!text.isEmpty(), "basis", "basis-missing")
                .that(text.length() <= LONGEST_TEXT, "basis", "too-long", Map.of("max", LONGEST_TEXT));
    }

    static void due(LocalDate due, LocalDate today) {
        new InvalidInput.Check().that(!due.isBefore(today), "due", "day-past").orRefuse();
    }
}
