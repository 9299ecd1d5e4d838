package org.shuguan.dataplane.compare;

import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.source.Table;

/// Estimates how likely it is that a column or table was renamed, by names, types and sketches.
final class Similarity {
    /// Columns with fewer different values prove nothing: all flags hold 0 and 1.
    private static final int FEWEST_VALUES = 20;

    /// Constants like the weights below: measured together on renamed columns, and one alone says nothing.
    private static final double ENOUGH = 0.7;
    private static final double WITHOUT_VALUES = 0.6;

    private Similarity() {}

    /// The likelihood for two columns, 0 to 1; 0 if their types differ or it is below the threshold.
    static double of(
            ColumnProfile gone, @Nullable Sketch goneValues, ColumnProfile fresh, @Nullable Sketch freshValues) {
        if (!family(gone.declaredType()).equals(family(fresh.declaredType()))) {
            return 0;
        }
        double name = name(gone, fresh);
        if (goneValues == null || freshValues == null) {
            return name >= WITHOUT_VALUES ? name : 0;
        }
        Sketch.Overlap overlap = goneValues.overlap(freshValues);
        double values = Math.min(1, Math.min(overlap.ofFirst(), overlap.ofSecond()));
        boolean enoughValues = Math.min(goneValues.distinct(), freshValues.distinct()) >= FEWEST_VALUES;
        double together = enoughValues ? Math.max(values, 0.7 * values + 0.3 * name) : 0.4 * values + 0.6 * name;
        return together >= ENOUGH ? together : 0;
    }

    /// The likelihood for two tables, 0 to 1, by the names of their columns and the values in them.
    static double of(TableSnapshot gone, TableSnapshot fresh) {
        Set<String> names = names(gone.result().table());
        Set<String> others = names(fresh.result().table());
        Set<String> common = new HashSet<>(names);
        common.retainAll(others);
        Set<String> all = new HashSet<>(names);
        all.addAll(others);
        if (common.size() < 2) {
            return 0;
        }
        double shape = (double) common.size() / all.size();
        double values = common.stream()
                .filter(column ->
                        gone.sketches().containsKey(column) && fresh.sketches().containsKey(column))
                .mapToDouble(column -> {
                    Sketch.Overlap overlap = Objects.requireNonNull(
                                    gone.sketches().get(column))
                            .overlap(Objects.requireNonNull(fresh.sketches().get(column)));
                    return Math.max(overlap.ofFirst(), overlap.ofSecond());
                })
                .average()
                .orElse(shape);
        double together = 0.5 * shape + 0.5 * values;
        return together >= ENOUGH ? together : 0;
    }

    private static Set<String> names(Table table) {
        Set<String> names = new HashSet<>();
        table.columns().forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static double name(ColumnProfile gone, ColumnProfile fresh) {
        String comment = gone.comment();
        if (comment != null && !comment.isBlank() && comment.equals(fresh.comment())) {
            return 1;
        }
        String a = gone.name().toLowerCase(Locale.ROOT);
        String b = fresh.name().toLowerCase(Locale.ROOT);
        int longer = Math.max(a.length(), b.length());
        return longer == 0 ? 0 : 1 - (double) distance(a, b) / longer;
    }

    /// The type without its length: `varchar` for `varchar(18)` and `varchar(20)`.
    private static String family(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
    }

    /// The Levenshtein distance: the least number of characters to insert, delete or replace.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
