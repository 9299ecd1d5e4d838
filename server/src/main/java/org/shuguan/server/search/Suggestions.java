package org.shuguan.server.search;

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
import org.apache.lucene.util.StringHelper;

/// Completions of a partly typed query: names and words of entries, by characters, pinyin or initials. Only
/// entries that the reader may see are counted: a word that occurs in none of them is not suggested.
final class Suggestions {
    private static final int MAX_TERMS_READ = 2_000;
    /// The limit for counting a word's entries: larger counts do not change the suggestions.
    private static final int MAX_COUNT = 500;

    /// @param count the entries that have it, at most 500
    record Suggestion(String text, int count) {}

    private final EntrySearch search;

    Suggestions(EntrySearch search) {
        this.search = search;
    }

    /// The most frequent completions first; none for a text shorter than one Chinese character or two letters.
    ///
    /// @param items whether only whole names of items are suggested
    List<Suggestion> of(String typed, boolean items, int limit, Collection<String> readerMarks) {
        String prefix = NormalizedText.of(typed).asTerm();
        if (prefix.isEmpty() || (prefix.length() == 1 && prefix.charAt(0) < 0x80)) {
            return List.of();
        }
        return search.withSearcher(searcher -> {
            Map<String, Integer> counts = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                String field = items ? Fields.ITEM_VOCABULARY : Fields.VOCABULARY;
                collect(leaf.reader(), field, new BytesRef(prefix), readerMarks, counts);
            }
            return counts.entrySet().stream()
                    .map(one -> new Suggestion(one.getKey(), Math.min(MAX_COUNT, one.getValue())))
                    .sorted(Comparator.comparingInt((Suggestion one) -> -one.count())
                            .thenComparing(Suggestion::text))
                    .limit(limit)
                    .toList();
        });
    }

    private static void collect(
            LeafReader segment,
            String field,
            BytesRef prefix,
            Collection<String> readerMarks,
            Map<String, Integer> counts)
            throws IOException {
        Terms terms = segment.terms(field);
        TermsEnum each = terms == null ? null : terms.iterator();
        if (each == null || each.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
            return;
        }
        FacetCombinations combinations = FacetCombinations.of(segment);
        BitSet visible = combinations.visibleTo(readerMarks);
        Bits live = segment.getLiveDocs();
        PostingsEnum postings = null;
        int read = 0;
        for (BytesRef term = each.term();
                term != null && read < MAX_TERMS_READ && StringHelper.startsWith(term, prefix);
                term = each.next()) {
            postings = each.postings(postings, PostingsEnum.NONE);
            int count = 0;
            for (int document = postings.nextDoc();
                    document != DocIdSetIterator.NO_MORE_DOCS && count < MAX_COUNT;
                    document = postings.nextDoc()) {
                if ((live == null || live.get(document)) && visible.get(combinations.ofDocument(document))) {
                    count++;
                }
            }
            if (count > 0) {
                counts.merge(Vocabulary.phrase(term), count, Integer::sum);
            }
            read++;
        }
    }
}
