package org.shuguan.bench.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;

/// Precision and recall of a recogniser by type.
final class Score {
    /// The counts of one type.
    ///
    /// @param found number of columns that were recognised as the type
    /// @param right number of those that have the type
    /// @param there number of columns that have the type
    record Of(int found, int right, int there) {
        /// The precision; 1 if no column was recognised as the type.
        double precision() {
            return found == 0 ? 1 : (double) right / found;
        }

        double recall() {
            return there == 0 ? 1 : (double) right / there;
        }

        private Of and(boolean taken, boolean is) {
            return new Of(found + (taken ? 1 : 0), right + (taken && is ? 1 : 0), there + (is ? 1 : 0));
        }
    }

    record Mistake(LabelledColumn column, @Nullable DataType said) {
        @Override
        public String toString() {
            return column.label() + " taken for " + said + ": " + column.name() + " | " + column.comment() + " ("
                    + column.how() + "), " + column.values().getFirst();
        }
    }

    private final Map<DataType, Of> types = new TreeMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    Score(List<LabelledColumn> columns, Function<LabelledColumn, @Nullable DataType> recogniser) {
        for (DataType type : DataType.delivered()) {
            types.put(type, new Of(0, 0, 0));
        }
        for (LabelledColumn column : columns) {
            DataType said = recogniser.apply(column);
            if (!Objects.equals(said, column.label())) {
                mistakes.add(new Mistake(column, said));
            }
            for (DataType type : DataType.delivered()) {
                types.computeIfPresent(type, (key, of) -> of.and(key.equals(said), key.equals(column.label())));
            }
        }
    }

    Of of(DataType type) {
        return types.getOrDefault(type, new Of(0, 0, 0));
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /// The mean over all types with equal weight.
    double precision() {
        return types.values().stream().mapToDouble(Of::precision).average().orElse(0);
    }

    double recall() {
        return types.values().stream().mapToDouble(Of::recall).average().orElse(0);
    }
}
