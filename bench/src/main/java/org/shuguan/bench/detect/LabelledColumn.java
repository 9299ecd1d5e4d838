package org.shuguan.bench.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.TableSample;

/// A column and its true type.
///
/// @param label null if it has no type that is looked for
/// @param how generator and variation of its values, to explain mistakes
record LabelledColumn(
        Half half,
        String name,
        @Nullable String comment,
        List<String> values,
        @Nullable DataType label,
        String how) {
    enum Half {
        TUNING,
        HELD_OUT
    }

    LabelledColumn {
        values = List.copyOf(values);
    }

    TableSample.ColumnSample sample() {
        Map<String, Long> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return new TableSample.ColumnSample(
                name,
                comment,
                "varchar(200)",
                values.size(),
                0,
                counts.entrySet().stream()
                        .map(entry -> new TableSample.Value(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
