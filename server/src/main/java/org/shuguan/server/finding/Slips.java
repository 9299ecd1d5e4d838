package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Chinese with one sign wrong, missing or too many: the rest stands where it should, which the index can say without
/// looking at every word. Of a longer text most pairs of signs are right.
final class Slips {
    /// About how many places a text with a slip is looked for at.
    static final int PLACES = 60;

    private static final int SHORTEST = 4;
    private static final int LONGEST = 12;
    private static final float RIGHT_PAIRS = 0.6f;

    private Slips() {}

    /// @param lit takes what is sure to be right
    static Query chinese(String text, Set<String> lit) {
        int length = text.length();
        if (length < SHORTEST) {
            return MatchNoDocsQuery.INSTANCE;
        }
        List<Query> any = new ArrayList<>();
        if (length <= LONGEST) {
            for (int at = 0; at < length; at++) {
                light(text.substring(0, at), lit);
                light(text.substring(at + 1), lit);
                wrong(text, at, any);
                if (at > 0) {
                    gap(text.substring(0, at), text.substring(at), at + 1, any);
                }
                if (length > SHORTEST) {
                    gap(text.substring(0, at), text.substring(at + 1), at, any);
                }
            }
        }
        if (length > SHORTEST + 1) {
            any.add(Look.weighed(pairs(text), 1));
        }
        return Look.best(any);
    }

    private static void wrong(String text, int at, List<Query> any) {
        gap(text.substring(0, at), text.substring(at + 1), at + 1, any);
    }

    private static void gap(String front, String back, int backPosition, List<Query> any) {
        Signs first = Signs.of(front);
        Signs second = Signs.of(back);
        any.add(Look.weighed(Look.around(Fields.TITLE, first, second, backPosition), 6));
        any.add(Look.weighed(Look.around(Fields.ITEM, first, second, backPosition), 2.5f));
    }

    private static Query pairs(String text) {
        List<Query> pairs = new ArrayList<>();
        for (int at = 0; at + 2 <= text.length(); at++) {
            pairs.add(new TermQuery(new Term(Fields.TITLE, text.substring(at, at + 2))));
        }
        return Look.most(pairs, (int) Math.ceil(pairs.size() * RIGHT_PAIRS));
    }

    private static void light(String part, Set<String> lit) {
        if (part.length() > 2) {
            lit.add(part);
        }
    }
}
