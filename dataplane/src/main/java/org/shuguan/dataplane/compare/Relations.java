package org.shuguan.dataplane.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.sketch.Sketch;

/// Finds undeclared relations by comparing sketches: columns that reference a key of the same source, and columns
/// of two units that hold the same values. Equal names are not taken as evidence, nor are overlaps of numbers
/// without gaps.
public final class Relations {
    /// Values of a sketch that must agree. A matter of statistics: fewer agree by chance.
    private static final int SUPPORT = 20;
    private static final int NAMESAKES = 3;

    private Relations() {}

    /// A column whose values occur in another table's key.
    ///
    /// @param share estimated share of its different values that occur there, 0 to 1
    public record Reference(KnownColumn from, KnownColumn to, double share) {}

    /// Two columns that have values in common.
    ///
    /// @param common estimated number of values in common
    /// @param ofFirst share of the first column's different values that the second has, 0 to 1
    /// @param ofSecond share of the second column's different values that the first has, 0 to 1
    public record Duplicate(KnownColumn first, KnownColumn second, double common, double ofFirst, double ofSecond) {}

    /// The columns of a completely read table that have a value in each row and, as far as can be estimated, no
    /// value twice, and that are not yet a key by themselves.
    public static List<String> keyCandidates(TableResult table) {
        TableProfile profile = table.profile();
        if (profile == null || profile.sampled() || profile.rows() < SUPPORT) {
            return List.of();
        }
        return profile.columns().stream()
                .filter(column -> column.nulls() == 0 && column.empty() == 0 && differs(column))
                .map(ColumnProfile::name)
                .filter(name -> table.table().keys().stream()
                        .noneMatch(key -> key.columns().equals(List.of(name))))
                .toList();
    }

    private static boolean differs(ColumnProfile column) {
        return (column.exact() && !column.top().isEmpty())
                ? column.top().getFirst().count() == 1
                : column.distinct() >= KnownColumn.NEARLY_UNIQUE * column.rows();
    }

    /// Finds references between the columns of one source.
    public static List<Reference> references(List<KnownColumn> columns, Thresholds thresholds) {
        List<Reference> found = new ArrayList<>();
        List<KnownColumn> keys = columns.stream().filter(KnownColumn::unique).toList();
        Map<String, Long> numbered = keys.stream()
                .filter(KnownColumn::consecutive)
                .collect(Collectors.groupingBy(Relations::name, Collectors.counting()));
        for (KnownColumn to : keys) {
            // If many tables have an `id`, values say nothing about which of them a column `id` references.
            if (numbered.getOrDefault(name(to), 0L) > NAMESAKES) {
                continue;
            }
            for (KnownColumn from : columns) {
                if (!from.path().equals(to.path()) && comparable(from, to)) {
                    Sketch.Overlap overlap = from.sketch().overlap(to.sketch());
                    if (overlap.support() >= SUPPORT && overlap.ofFirst() * 100 >= thresholds.reference()) {
                        found.add(new Reference(from, to, Math.min(1, overlap.ofFirst())));
                    }
                }
            }
        }
        return found;
    }

    /// Finds columns that a source has in common with other sources.
    public static List<Duplicate> duplicates(List<KnownColumn> mine, List<KnownColumn> others, Thresholds thresholds) {
        List<Duplicate> found = new ArrayList<>();
        for (KnownColumn first : mine) {
            for (KnownColumn second : others) {
                if (!first.identifies() || !second.identifies() || !Objects.equals(first.type(), second.type())) {
                    continue;
                }
                Sketch.Overlap overlap = first.sketch().overlap(second.sketch());
                if (overlap.support() >= SUPPORT
                        && Math.max(overlap.ofFirst(), overlap.ofSecond()) * 100 >= thresholds.duplicate()) {
                    found.add(new Duplicate(
                            first,
                            second,
                            overlap.common(),
                            Math.min(1, overlap.ofFirst()),
                            Math.min(1, overlap.ofSecond())));
                }
            }
        }
        return found;
    }

    private static String name(KnownColumn column) {
        return column.column().toLowerCase(Locale.ROOT);
    }

    /// Ranges of consecutive numbers overlap by chance: for those the names must agree as well.
    private static boolean comparable(KnownColumn from, KnownColumn to) {
        if (!Objects.equals(from.type(), to.type())) {
            return false;
        }
        boolean sameName = from.column().equalsIgnoreCase(to.column())
                || (from.comment() != null
                        && !from.comment().isBlank()
                        && from.comment().equals(to.comment()));
        return sameName || !(from.consecutive() || to.consecutive());
    }
}
