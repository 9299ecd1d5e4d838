package org.shuguan.server.finding;

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
import org.springframework.stereotype.Service;

/// Which published entries somebody may mean who describes data in a sentence: a proposal, where a search would find
/// nothing because no entry has all of its words.
@Service
public class Likely {
    private static final int LONGEST = 400;
    /// A question may have a thousand clauses.
    private static final int MOST_WORDS = 900;
    private static final int SHORTEST_WORD = 2;
    private static final float WORTH_SHOWING = 0.35f;
    private static final List<String> EVERYBODY = List.of("all");

    private final SearchIndex index;
    private final Analyzer analyzer = new SignAnalyzer();

    Likely(SearchIndex index) {
        this.index = index;
    }

    /// Published entries that share words with a description, the likeliest first; every official may see them.
    public List<UUID> like(String description, int most) {
        Set<String> words = words(description);
        if (words.isEmpty()) {
            return List.of();
        }
        var any = new BooleanQuery.Builder();
        words.stream()
                .limit(MOST_WORDS)
                .forEach(word -> any.add(new TermQuery(new Term(Fields.ANY, word)), Occur.SHOULD));
        Query query = new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(new Sight(EVERYBODY), Occur.FILTER)
                .build();
        return index.finder().searching(searcher -> {
            List<UUID> entries = new ArrayList<>();
            float best = 0;
            for (ScoreDoc hit : searcher.search(query, new TopScoreDocCollectorManager(most, 1)).scoreDocs) {
                best = Math.max(best, hit.score);
                if (hit.score >= best * WORTH_SHOWING) {
                    entries.add(Finder.shown(searcher, hit.doc).entry());
                }
            }
            return entries;
        });
    }

    private Set<String> words(String description) {
        String text = description.substring(0, Math.min(LONGEST, description.length()));
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(Fields.TITLE, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (term.length() >= SHORTEST_WORD) {
                    words.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
