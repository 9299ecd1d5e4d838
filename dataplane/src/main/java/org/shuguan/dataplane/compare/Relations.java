package org.shuguan.dataplane.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.sketch.Sketch;

/// Relations that nobody declared, estimated from sketches: which column points at which key of its source, and which
/// columns of two units hold the same values. Names alone prove nothing here, and neither do numbers without gaps.
public final class Relations {
    private static final double POINTS_AT = 0.95;
    private static final double SAME = 0.5;
    private static final int SUPPORT = 20;
    private static final int NAMESAKES = 3;

    private Relations() {}

    /// A column whose values stand in another table's key.
    ///
    /// @param share of its different values, 0 to 1, estimated
    public record Reference(KnownColumn from, KnownColumn to, double share) {}

    /// Two columns with the same values.
    ///
    /// @param common about how many values both have
    /// @param ofFirst share of the first's different values
    public record Duplicate(KnownColumn first, KnownColumn second, double common, double ofFirst, double ofSecond) {}

    /// The columns of a table that was read whole that hold a value in each row and, as far as can be told, none twice,
    /// and that no key of the table is made of alone.
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

    /// Within one source.
    public static List<Reference> references(List<KnownColumn> columns) {
        List<Reference> found = new ArrayList<>();
        List<KnownColumn> keys = columns.stream().filter(KnownColumn::unique).toList();
        Map<String, Long> numbered = keys.stream()
                .filter(KnownColumn::consecutive)
                .collect(Collectors.groupingBy(Relations::name, Collectors.counting()));
        for (KnownColumn to : keys) {
            // Where each table has an `id`, nobody's `id` points at one of them.
            if (numbered.getOrDefault(name(to), 0L) > NAMESAKES) {
                continue;
            }
            for (KnownColumn from : columns) {
                if (!from.path().equals(to.path()) && comparable(from, to)) {
                    Sketch.Overlap overlap = from.sketch().overlap(to.sketch());
                    if (overlap.support() >= SUPPORT && overlap.ofFirst() >= POINTS_AT) {
                        found.add(new Reference(from, to, Math.min(1, overlap.ofFirst())));
                    }
                }
            }
        }
        return found;
    }

    /// Between a source and those of others.
    public static List<Duplicate> duplicates(List<KnownColumn> mine, List<KnownColumn> others) {
        List<Duplicate> found = new ArrayList<>();
        for (KnownColumn first : mine) {
            for (KnownColumn second : others) {
                if (!first.identifies() || !second.identifies() || !Objects.equals(first.type(), second.type())) {
                    continue;
                }
                Sketch.Overlap overlap = first.sketch().overlap(second.sketch());
                if (overlap.support() >= SUPPORT && Math.max(overlap.ofFirst(), overlap.ofSecond()) >= SAME) {
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

    /// Numbers from one to many lie within each other by chance: there the names must agree too.
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
