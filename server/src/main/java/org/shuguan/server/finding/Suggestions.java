package org.shuguan.server.finding;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// What the reader may be about to type: names and words of entries that they see, by signs, sound or initials. A word
/// that only stands in what they may not see is not suggested, and what they may not see does not count for it.
final class Suggestions {
    private static final int MOST_LOOKED_AT = 2_000;
    /// Beyond this many entries it does not matter any more how many they are.
    private static final int ENOUGH = 500;

    /// @param count how many entries have it, at most 500
    record Suggestion(String text, int count) {}

    private final Finder finder;

    Suggestions(Finder finder) {
        this.finder = finder;
    }

    /// @param items whether only whole names of items are wanted
    List<Suggestion> of(String typed, boolean items, int most, Collection<String> sight) {
        Signs signs = Signs.of(typed);
        String begin = signs.bare();
        if (begin.isEmpty() || (begin.length() == 1 && begin.charAt(0) < 0x80)) {
            return List.of();
        }
        return finder.searching(searcher -> {
            Map<String, Integer> found = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                collect(leaf.reader(), items ? Fields.SAY_ITEM : Fields.SAY, new BytesRef(begin), sight, found);
            }
            return found.entrySet().stream()
                    .map(one -> new Suggestion(one.getKey(), Math.min(ENOUGH, one.getValue())))
                    .sorted(Comparator.comparingInt((Suggestion one) -> -one.count())
                            .thenComparing(Suggestion::text))
                    .limit(most)
                    .toList();
        });
    }

    private static void collect(
            LeafReader part, String field, BytesRef begin, Collection<String> sight, Map<String, Integer> found)
            throws IOException {
        Terms terms = part.terms(field);
        TermsEnum each = terms == null ? null : terms.iterator();
        if (each == null || each.seekCeil(begin) == TermsEnum.SeekStatus.END) {
            return;
        }
        Cells cells = Cells.of(part);
        BitSet seen = cells.seenBy(sight);
        Bits live = part.getLiveDocs();
        PostingsEnum entries = null;
        int looked = 0;
        for (BytesRef term = each.term();
                term != null && looked < MOST_LOOKED_AT && Vocabulary.startsWith(term, begin);
                term = each.next()) {
            entries = each.postings(entries, PostingsEnum.NONE);
            int count = 0;
            for (int document = entries.nextDoc();
                    document != DocIdSetIterator.NO_MORE_DOCS && count < ENOUGH;
                    document = entries.nextDoc()) {
                if ((live == null || live.get(document)) && seen.get(cells.of(document))) {
                    count++;
                }
            }
            if (count > 0) {
                found.merge(Vocabulary.phrase(term), count, Integer::sum);
            }
            looked++;
        }
    }
}
