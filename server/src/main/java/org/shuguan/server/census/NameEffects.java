package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Vocabulary;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;

/// What other words or types would change in the columns of the newest censuses, by what those kept: names, comments,
/// frequent values, and whether a column is empty.
@Component
class NameEffects {
    /// Columns that are named in an effect, of units whose findings the actor may read.
    private static final int NAMED = 100;

    /// What would change in one unit.
    ///
    /// @param columns number of columns that would have another type than today
    /// @param open number of those that have values; their next census decides
    /// @param named columns, if the actor may read the unit's findings
    record Effect(UnitCode unit, int columns, int open, List<EffectColumn> named) {}

    /// A column that would have another type.
    ///
    /// @param before word of the type that was recognised, null for none
    /// @param after word of the type that it would have, null for none
    /// @param open whether its values decide, at the next census
    record EffectColumn(
            String path,
            String column,
            @Nullable String comment,
            @Nullable String before,
            @Nullable String after,
            boolean open) {}

    private final CensusAccess access;

    NameEffects(CensusAccess access) {
        this.access = access;
    }

    /// The effects in each unit.
    ///
    /// @param columns columns of the newest censuses
    /// @param change what would change in a column, empty if nothing would
    List<Effect> of(
            List<WordRecords.Column> columns,
            Function<WordRecords.Column, Optional<EffectColumn>> change,
            Actor actor) {
        Map<String, List<EffectColumn>> units = new TreeMap<>();
        columns.forEach(column -> change.apply(column)
                .ifPresent(changed -> units.computeIfAbsent(column.unit().value(), unit -> new ArrayList<>())
                        .add(changed)));
        List<Effect> effects = new ArrayList<>();
        units.forEach((unit, changed) -> {
            UnitCode code = new UnitCode(unit);
            effects.add(new Effect(
                    code,
                    changed.size(),
                    (int) changed.stream().filter(EffectColumn::open).count(),
                    access.reads(actor, code) ? changed.stream().limit(NAMED).toList() : List.of()));
        });
        return effects;
    }

    /// A column whose name or comment would state another type.
    ///
    /// @param today the words in force
    /// @param then the words that would be in force
    static Optional<EffectColumn> byName(WordRecords.Column column, Vocabulary today, Vocabulary then) {
        List<DataType> before = Classifier.named(column.column(), column.comment(), today);
        List<DataType> after = Classifier.named(column.column(), column.comment(), then);
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(
                        effect(column, after.isEmpty() ? null : after.getFirst().word()));
    }

    /// A column whose frequent values all have the form of a type.
    ///
    /// @param form whether a value has it
    static Optional<EffectColumn> byValues(WordRecords.Column column, DataType type, Predicate<String> form) {
        return column.values().isEmpty()
                        || type.word().equals(column.type())
                        || !column.values().stream().allMatch(form)
                ? Optional.empty()
                : Optional.of(effect(column, type.word()));
    }

    private static EffectColumn effect(WordRecords.Column column, @Nullable String after) {
        return new EffectColumn(
                column.path(), column.column(), column.comment(), column.type(), after, !column.empty());
    }
}
