package org.shuguan.dataplane.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.sketch.Sketch;

/// A column with a sketch, so that its values can be compared with those of other columns.
///
/// @param type the type that was recognised, null for none
/// @param unique whether it could be a key: no row without a value and, as far as can be estimated, no value twice
/// @param consecutive whether it holds numbers with hardly any gaps: such columns overlap whatever they number
public record KnownColumn(
        String path,
        @Nullable String tableComment,
        String column,
        @Nullable String comment,
        @Nullable DataType type,
        long rows,
        boolean unique,
        boolean consecutive,
        Sketch sketch) {
    /// Columns with fewer different values overlap by chance. So for all numbers here: they keep chance out, and
    /// none is a city's choice.
    private static final int FEWEST = 20;

    private static final int FEWEST_TO_IDENTIFY = 100;
    /// Not 1, because the number of different values is an estimate with an error of some hundredths.
    static final double NEARLY_UNIQUE = 0.97;
    /// How many numbers of a range may be missing for each that is there.
    private static final double GAPS = 3;

    /// Types whose values identify one person, firm or thing. A name, a date or a code of a list may belong to
    /// many.
    private static final Set<DataType> IDENTIFYING = Set.of(
            DataType.RESIDENT_ID,
            DataType.CREDIT_CODE,
            DataType.ORGANISATION_CODE,
            DataType.BANK_CARD,
            DataType.MOBILE,
            DataType.PASSPORT,
            DataType.PERMIT,
            DataType.PLATE,
            DataType.VIN,
            DataType.IMEI,
            DataType.CASE_NUMBER);

    /// The columns of a table that have a sketch and enough different values to be compared.
    public static List<KnownColumn> of(TableSnapshot table) {
        TableProfile profile = table.result().profile();
        List<KnownColumn> known = new ArrayList<>();
        for (int i = 0; profile != null && i < profile.columns().size(); i++) {
            ColumnProfile column = profile.columns().get(i);
            Sketch sketch = sketches(table).get(column.name());
            boolean day = column.type() == ValueType.DATE || column.type() == ValueType.DATETIME;
            if (sketch == null || day || sketch.distinct() < FEWEST) {
                continue;
            }
            known.add(new KnownColumn(
                    table.path(),
                    table.result().table().comment(),
                    column.name(),
                    column.comment(),
                    type(table.result().classifications().get(i)),
                    column.rows(),
                    column.nulls() + column.empty() == 0 && column.distinct() >= NEARLY_UNIQUE * column.rows(),
                    isConsecutive(column),
                    sketch));
        }
        return known;
    }

    /// Whether equal values in another unit mean the same persons, firms or things.
    public boolean identifies() {
        boolean enough = sketch.distinct() >= FEWEST_TO_IDENTIFY;
        return enough && (type != null ? IDENTIFYING.contains(type) : unique && !consecutive);
    }

    private static Map<String, Sketch> sketches(TableSnapshot table) {
        return table.sketches();
    }

    private static @Nullable DataType type(Classification found) {
        return found.recognised().map(Classification.Finding::type).orElse(null);
    }

    private static boolean isConsecutive(ColumnProfile column) {
        if (column.type() != ValueType.INTEGER || column.min() == null || column.max() == null) {
            return false;
        }
        try {
            double span = Double.parseDouble(column.max()) - Double.parseDouble(column.min()) + 1;
            return span <= GAPS * Math.max(1, column.distinct());
        } catch (NumberFormatException masked) {
            return false;
        }
    }
}
