package org.shuguan.bench.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.TableSample;

/// A column, and what a person who knows it says that it holds.
///
/// @param label null where it holds nothing that is looked for
/// @param how which values it was given, for whoever looks at a mistake
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
