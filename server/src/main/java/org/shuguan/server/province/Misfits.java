package org.shuguan.server.province;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.collection.ItemMasks;

/// The values of one row that do not fit, as they are kept: masked as the entry's items are.
record Misfits(List<One> all) {
    /// A value.
    ///
    /// @param row its number in the version, from 1
    /// @param place of the column in the file, from 0
    record One(
            long row,
            int place,
            String name,
            String problem,
            @Nullable String value) {}

    private static final int LONGEST_VALUE = 60;

    Misfits {
        all = List.copyOf(all);
    }

    static Misfits of(long row, List<RowMapping.Misfit> found, List<ProvinceColumn> columns, ItemMasks masks) {
        return new Misfits(found.stream()
                .map(one -> new One(
                        row,
                        one.place(),
                        columns.get(one.place()).name(),
                        one.problem().word(),
                        shown(columns.get(one.place()), one.value(), masks)))
                .toList());
    }

    private static @Nullable String shown(ProvinceColumn column, @Nullable String value, ItemMasks masks) {
        String item = column.item();
        String masked = item == null ? value : masks.masked(item, value);
        if (masked == null) {
            return null;
        }
        // PostgreSQL's texts have no such character.
        String clean = masked.replace('\u0000', '�');
        return clean.codePointCount(0, clean.length()) <= LONGEST_VALUE
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}
