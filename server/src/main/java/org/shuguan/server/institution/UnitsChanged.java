package org.shuguan.server.institution;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shuguan.server.audit.Audited;

/// Units were merged, split, renamed or moved, or such an act was undone before its day.
///
/// @param action `institution.merge`, …, `institution.undo-act`
public record UnitsChanged(String action, Act act, List<UnitCode> from, List<UnitCode> to) implements Audited {
    static UnitsChanged by(Act act, List<UnitCode> from, List<UnitCode> to) {
        String action = switch (act.kind()) {
            case MERGE -> "institution.merge";
            case SPLIT -> "institution.split";
            case RENAME -> "institution.rename";
            case MOVE -> "institution.move";
        };
        return new UnitsChanged(action, act, from, to);
    }

    @Override
    public String subject() {
        return "act " + act.id();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "day", act.day().toString(),
                "document", act.document(),
                "from", joined(from),
                "to", joined(to),
                "unverified", act.unverified());
    }

    private static String joined(List<UnitCode> codes) {
        return codes.stream().map(UnitCode::value).collect(Collectors.joining(" "));
    }
}
