package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of a column after normalising numbers and dates: `１，２３４`, `1.2万` and `1234` are numbers,
/// `2021年8月10日` and `2021-08-10` are days. Counts come from the sample and are scaled up, as for patterns.
///
/// @param kind null if the values are neither mostly numbers nor mostly days
/// @param forms number of values in each notation, the most frequent first; a value with two notations counts in
///     both
/// @param other number of values that are not of the kind
/// @param min the smallest value, normalised; null if there is no kind
/// @param max the largest value, normalised; null if there is no kind
/// @param lostDigits number of values that a spreadsheet changed to `4.41E+17`: identifiers whose last digits are
///     lost. They cannot be restored and must be fetched from their origin again
/// @param examples the most frequent values that are not of the kind
public record ColumnContent(
        @Nullable Kind kind,
        List<ColumnProfile.Count> forms,
        long other,
        @Nullable String min,
        @Nullable String max,
        long lostDigits,
        List<ColumnProfile.Count> examples) {
    static final int MOST_EXAMPLES = 5;

    /// What most of the values are.
    public enum Kind {
        NUMBER,
        DAY
    }

    public ColumnContent {
        forms = List.copyOf(forms);
        // Results stored by older versions have none.
        examples = examples == null ? List.of() : List.copyOf(examples);
    }
}
