package org.shuguan.server.approval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The input of a decision.
///
/// @param title the current title of the subject
/// @param comment the reason shown in the history, null if none was given
/// @param fields the values of the outcome's [CaseType.Field]s by name; null and blank texts count as missing
/// @param facts further variables of the flow, for example who is asked next
public record Given(
        String title,
        @Nullable String comment,
        Map<String, ? extends @Nullable Object> fields,
        Map<String, Object> facts) {
    public static Given comment(String title, @Nullable String comment) {
        java.util.HashMap<String, @Nullable Object> fields = new java.util.HashMap<>();
        fields.put("comment", comment);
        return new Given(title, comment, fields, Map.of());
    }
}
