package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A change of units as it is asked for.
///
/// @param units whom it befalls: those that merge, the one that is split, renamed or moved
/// @param heirs who comes after, for a merge one, for a split several; a unit that is among both stays
/// @param carried which appointments go along to which heir; all others of a unit that goes end
/// @param names how the unit is called from the day on, for a renaming
/// @param place where it stands from the day on, for a move
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
    /// @param names of a unit that the act founds, null for one that exists
    /// @param share in hundredths, for a split
    /// @param answers whether it answers for what the divided unit leaves; of a split's heirs one does
    public record Heir(UnitCode code, UnitForm.@Nullable Names names, int share, boolean answers) {}

    public record Carry(UUID appointment, UnitCode to) {}

    boolean passesOn() {
        return kind == Act.Kind.MERGE || kind == Act.Kind.SPLIT;
    }

    List<UnitCode> heirCodes() {
        return heirs.stream().map(Heir::code).toList();
    }

    /// Who answers for what the units leave; of a merge the only heir.
    Optional<Heir> answeringHeir() {
        return heirs.stream()
                .filter(heir -> kind == Act.Kind.MERGE || heir.answers())
                .findFirst();
    }

    /// Units that exist no longer from the day on.
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
