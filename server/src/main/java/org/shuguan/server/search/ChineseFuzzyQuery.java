package org.shuguan.server.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The query for a Chinese text with one character wrong, missing or extra. The characters before and after the
/// mistake are n-grams at a known distance, so no dictionary of the index's terms is scanned. A longer text also
/// matches a title that has most of its bigrams.
final class ChineseFuzzyQuery {
    /// Approximate number of clauses, as a measure of its cost.
    static final int CLAUSES = 60;

    private static final int SHORTEST = 4;
    /// For longer texts only bigrams are compared, because the number of clauses grows with the length.
    private static final int LONGEST = 12;
    private static final float MATCHING_BIGRAMS = 0.6f;

    private ChineseFuzzyQuery() {}

    /// @param highlighted receives the parts of the text that a match contains unchanged
    static Query of(String text, Set<String> highlighted) {
        int length = text.length();
        if (length < SHORTEST) {
            return MatchNoDocsQuery.INSTANCE;
        }
        List<Query> any = new ArrayList<>();
        if (length <= LONGEST) {
            for (int at = 0; at < length; at++) {
                String before = text.substring(0, at);
                String after = text.substring(at + 1);
                highlight(before, highlighted);
                highlight(after, highlighted);
                // The character at this position is wrong.
                addGap(before, after, at + 1, any);
                if (at > 0) {
                    // A character is missing before this position.
                    addGap(before, text.substring(at), at + 1, any);
                }
                if (length > SHORTEST) {
                    // The character at this position is extra.
                    addGap(before, after, at, any);
                }
            }
        }
        if (length > SHORTEST + 1) {
            any.add(Queries.boosted(bigrams(text), 1));
        }
        return Queries.best(any);
    }

    private static void addGap(String before, String after, int afterPosition, List<Query> any) {
        NormalizedText first = NormalizedText.of(before);
        NormalizedText second = NormalizedText.of(after);
        for (BoostedField field : List.of(BoostedField.TITLE, BoostedField.ITEM)) {
            any.add(Queries.boosted(Queries.phrases(field.field(), first, second, afterPosition), field.boost()));
        }
    }

    private static Query bigrams(String text) {
        List<Query> bigrams = new ArrayList<>();
        for (int at = 0; at + 2 <= text.length(); at++) {
            bigrams.add(new TermQuery(new Term(Fields.TITLE, text.substring(at, at + 2))));
        }
        return Queries.atLeast(bigrams, (int) Math.ceil(bigrams.size() * MATCHING_BIGRAMS));
    }

    private static void highlight(String part, Set<String> highlighted) {
        if (part.length() > 2) {
            highlighted.add(part);
        }
    }
}
