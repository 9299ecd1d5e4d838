package org.shuguan.server.approval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What comes with a decision.
///
/// @param title of the subject as it is now
/// @param comment the reason that the history shows, null where none is given
/// @param fields what the outcome was given, by the names of its [CaseType.Field]s; null and blank texts are missing
/// @param facts what the flow is told besides, for example who is asked next
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
