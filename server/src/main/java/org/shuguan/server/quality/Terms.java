package org.shuguan.server.quality;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The terms of a rule; [RuleKind] says which of them each kind has.
///
/// @param columns names of columns of the collected table
/// @param entry another entry
/// @param other a column of it
/// @param percent 0 to 100
public record Terms(
        List<String> columns,
        @Nullable String least,
        @Nullable String most,
        @Nullable String text,
        List<String> values,
        List<String> others,
        @Nullable UUID entry,
        @Nullable String other,
        @Nullable Integer percent) {
    public Terms {
        columns = columns == null ? List.of() : List.copyOf(columns);
        values = values == null ? List.of() : List.copyOf(values);
        others = others == null ? List.of() : List.copyOf(others);
        least = least == null || least.isBlank() ? null : least.strip();
        most = most == null || most.isBlank() ? null : most.strip();
        text = text == null || text.isBlank() ? null : text.strip();
    }

    static Terms none() {
        return new Terms(List.of(), null, null, null, List.of(), List.of(), null, null, null);
    }

    public static Terms of(String... columns) {
        return new Terms(List.of(columns), null, null, null, List.of(), List.of(), null, null, null);
    }

    Terms text(String text) {
        return new Terms(columns, least, most, text, values, others, entry, other, percent);
    }

    public Terms between(@Nullable String least, @Nullable String most) {
        return new Terms(columns, least, most, text, values, others, entry, other, percent);
    }

    Terms values(List<String> values, List<String> others) {
        return new Terms(columns, least, most, text, values, others, entry, other, percent);
    }

    public Terms in(UUID entry, String other) {
        return new Terms(columns, least, most, text, values, others, entry, other, percent);
    }

    Terms percent(int percent) {
        return new Terms(columns, least, most, text, values, others, entry, other, percent);
    }
}
