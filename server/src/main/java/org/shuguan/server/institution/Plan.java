package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A requested change of units.
///
/// @param units the units to change: those that merge, or the one that is split, renamed or moved
/// @param heirs the successors: one for a merge, several for a split; a unit in both lists continues to exist
/// @param carried appointments that continue at an heir; all other appointments of a unit that ends also end
/// @param names the unit's new names, for a renaming
/// @param place the unit's new place, for a move
public record Plan(
        Act.Kind kind,
        LocalDate day,
        String document,
        String reason,
        boolean unverified,
        List<UnitCode> units,
        List<Heir> heirs,
        List<Carry> carried,
        UnitForm.@Nullable Names names,
        UnitForm.@Nullable Place place) {
    /// @param names names of a unit that the act creates, null for an existing one
    /// @param share in percent, for a split
    /// @param answers whether it is responsible for what the split unit leaves; exactly one heir of a split is
    public record Heir(UnitCode code, UnitForm.@Nullable Names names, int share, boolean answers) {}

    public record Carry(UUID appointment, UnitCode to) {}

    boolean passesOn() {
        return kind == Act.Kind.MERGE || kind == Act.Kind.SPLIT;
    }

    List<UnitCode> heirCodes() {
        return heirs.stream().map(Heir::code).toList();
    }

    /// The heir that is responsible for what the units leave; for a merge the only one.
    Optional<Heir> answeringHeir() {
        return heirs.stream()
                .filter(heir -> kind == Act.Kind.MERGE || heir.answers())
                .findFirst();
    }

    /// Units that do not exist from the day on.
    List<UnitCode> gone() {
        List<UnitCode> staying = heirCodes();
        return passesOn()
                ? units.stream().filter(unit -> !staying.contains(unit)).toList()
                : List.of();
    }

    List<UnitCode> everybody() {
        return Stream.concat(units.stream(), heirCodes().stream()).distinct().toList();
    }
}
