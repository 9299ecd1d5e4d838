package org.shuguan.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/// Published entries that resemble a description of one or more sentences. A normal search would find nothing,
/// because no entry contains all words of the description.
final class SimilarEntries {
    private static final int MAX_LENGTH = 400;
    /// Lucene refuses a query of more than 1,024 clauses.
    private static final int MAX_TERMS = 900;
    private static final int SHORTEST_TERM = 2;
    /// Entries that score less than this fraction of the best score are left out.
    private static final float LEAST_SHARE = 0.35f;

    private final EntrySearch search;
    private final Analyzer analyzer = new NgramAnalyzer();

    SimilarEntries(EntrySearch search) {
        this.search = search;
    }

    /// Published entries that share n-grams with the description, the most similar first. Every official may see
    /// them.
    ///
    /// @param description its first 400 characters are compared
    List<UUID> to(String description, int limit) {
        Set<String> terms = terms(description);
        if (terms.isEmpty()) {
            return List.of();
        }
        var any = new BooleanQuery.Builder();
        terms.stream()
                .limit(MAX_TERMS)
                .forEach(term -> any.add(new TermQuery(new Term(Fields.ANY, term)), Occur.SHOULD));
        Query query = new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(new VisibilityQuery(VisibilityQuery.EVERYBODY), Occur.FILTER)
                .build();
        return search.withSearcher(searcher -> {
            List<UUID> entries = new ArrayList<>();
            float best = 0;
            for (ScoreDoc hit : searcher.search(query, new TopScoreDocCollectorManager(limit, 1)).scoreDocs) {
                best = Math.max(best, hit.score);
                if (hit.score >= best * LEAST_SHARE) {
                    entries.add(EntrySearch.stored(searcher, hit.doc).entry());
                }
            }
            return entries;
        });
    }

    private Set<String> terms(String description) {
        String text = description.substring(0, Math.min(MAX_LENGTH, description.length()));
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(Fields.TITLE, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (term.length() >= SHORTEST_TERM) {
                    terms.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
