package org.shuguan.server.sharing;

import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;

/// The input of a decision on a part; each outcome uses the fields that it needs.
///
/// @param items the decision on each item; an item that is not named is granted as asked
/// @param rowFilter conditions that rows must fulfil besides those that were asked for, null for none
/// @param refusal code of the reason for which all, or the rows, are refused
/// @param basis the law on which a refusal rests
/// @param reviewer who is asked for an opinion: `security`, `steward`, or the code of a unit
public record Answer(
        @Size(max = 2000) List<Verdict> items,
        @Nullable RowFilter rowFilter,
        @Nullable String refusal,
        @Nullable String basis,
        @Nullable String reviewer,
        @Nullable String comment) {
    /// All as asked.
    public static final Answer AS_ASKED = new Answer(List.of(), null, null, null, null, null);

    /// The decision on an item.
    ///
    /// @param mask that is granted, null for the one that was asked for
    /// @param refusal code of the reason for which it is refused, null if it is granted
    /// @param basis the law on which the refusal rests
    public record Verdict(
            String name,
            @Nullable ItemMask mask,
            @Nullable String refusal,
            @Nullable String basis) {
        boolean refused() {
            return refusal != null && !refusal.isBlank();
        }
    }

    public Answer {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /// Only a comment.
    public static Answer saying(@Nullable String comment) {
        return new Answer(List.of(), null, null, null, null, comment);
    }

    /// The decision on an item, null if it is granted as asked.
    @Nullable
    Verdict on(String item) {
        return items.stream().filter(one -> one.name().equals(item)).findFirst().orElse(null);
    }

    /// Whether items or rows are refused.
    boolean partly() {
        return items.stream().anyMatch(Verdict::refused)
                || (rowFilter != null && !rowFilter.conditions().isEmpty());
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("refusal", refusal);
        fields.put("basis", basis);
        fields.put("reviewer", reviewer);
        fields.put("comment", comment);
        return fields;
    }
}
