package org.shuguan.dataplane.lake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.shuguan.dataplane.source.Quote;

/// Keys whose rows are to be removed.
///
/// @param columns of the key
/// @param values of each key in the order of the columns, as texts that convert to the columns' types
public record RemovedKeys(List<String> columns, List<List<String>> values) {
    /// Most keys of one removal.
    public static final int MOST = 10_000;

    /// @throws IllegalArgumentException if there is no column or no key, there are more than [#MOST] keys, or one
    ///     has another number of values than there are columns
    public RemovedKeys {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || values.isEmpty() || values.size() > MOST) {
            throw new IllegalArgumentException(columns.size() + " columns, " + values.size() + " keys");
        }
        List<List<String>> copied = new ArrayList<>();
        for (List<String> key : new LinkedHashSet<>(values)) {
            if (key.size() != columns.size()) {
                throw new IllegalArgumentException(key.size() + " values for " + columns.size() + " columns");
            }
            copied.add(List.copyOf(key));
        }
        values = List.copyOf(copied);
    }

    /// Whether a text names one of the keys by a whole word, as a line of a file that is no row may.
    boolean isNamedIn(String text) {
        String words = words(text);
        return values.stream().anyMatch(key -> key.stream().allMatch(value -> words.contains(words(value))));
    }

    /// The keys as a table of the engine with the columns `k0`, `k1`, ….
    String sql() {
        String rows = values.stream()
                .map(key -> key.stream().map(Quote::text).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return "(select * from (values " + rows + ") v("
                + IntStream.range(0, columns.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", ")) + "))";
    }

    private static String words(String text) {
        return " " + text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
    }

    @Override
    public String toString() {
        return values.size() + " keys of " + columns;
    }
}
