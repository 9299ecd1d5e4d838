package org.shuguan.server.guidance;

import java.util.Arrays;
import org.shuguan.server.platform.ListQuery;

/// The words of a search: a text is found that has all of them. Chinese needs no other division than the blanks that
/// people type.
final class SearchWords {
    private SearchWords() {}

    /// A pattern of `ilike` for each word, `%` alone without words; for `text ilike all (:words)`.
    static String[] of(ListQuery query) {
        String q = query.q();
        return q == null || q.isBlank()
                ? new String[] {"%"}
                : Arrays.stream(q.strip().split("[\\s\\u3000]+"))
                        .map(word -> new ListQuery(null, null, null, word).like())
                        .toArray(String[]::new);
    }
}
