package org.shuguan.server.search;

import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Combinations of Lucene queries. Queries that match nothing are left out.
final class Queries {
    /// The fraction of the scores of all fields but the best that is added.
    static final float TIE_BREAKER = 0.1f;

    private Queries() {}

    static Query boosted(Query query, float boost) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(query, boost);
    }

    static Query constant(Query query, float boost) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(new ConstantScoreQuery(query), boost);
    }

    /// Any of them, scored by the sum. Lucene skips blocks of postings that cannot be among the best (block-max);
    /// for [#best] it does not.
    static Query sum(List<Query> alternatives) {
        List<Query> possible = possible(alternatives);
        if (possible.size() < 2) {
            return possible.isEmpty() ? MatchNoDocsQuery.INSTANCE : possible.getFirst();
        }
        return atLeast(possible, 0);
    }

    /// Any of them, scored by the best plus a fraction of the others.
    static Query best(List<Query> alternatives) {
        List<Query> possible = possible(alternatives);
        return switch (possible.size()) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> possible.getFirst();
            default -> new DisjunctionMaxQuery(possible, TIE_BREAKER);
        };
    }

    private static List<Query> possible(List<Query> alternatives) {
        return alternatives.stream()
                .filter(query -> !(query instanceof MatchNoDocsQuery))
                .toList();
    }

    /// At least the given number of them, scored by the sum.
    static Query atLeast(List<Query> queries, int least) {
        var some = new BooleanQuery.Builder().setMinimumNumberShouldMatch(least);
        queries.forEach(query -> some.add(query, Occur.SHOULD));
        return some.build();
    }

    /// The text in a field, as consecutive tokens.
    static Query phrase(String field, NormalizedText text) {
        var phrase = new PhraseQuery.Builder();
        addPhrase(phrase, field, text, 0);
        return built(phrase);
    }

    /// Two texts in a field, the second at a position relative to the start of the first.
    static Query phrases(String field, NormalizedText first, NormalizedText second, int secondPosition) {
        var phrase = new PhraseQuery.Builder();
        addPhrase(phrase, field, first, 0);
        addPhrase(phrase, field, second, secondPosition);
        return built(phrase);
    }

    private static void addPhrase(PhraseQuery.Builder phrase, String field, NormalizedText text, int position) {
        int at = position;
        for (NormalizedText.Run run : text.runs()) {
            at = addRun(phrase, field, text, run, at);
        }
    }

    private static int addRun(
            PhraseQuery.Builder phrase, String field, NormalizedText text, NormalizedText.Run run, int position) {
        if (!run.chinese()) {
            phrase.add(new Term(field, text.text(run.start(), run.end())), position);
            return position + 1;
        }
        int max = NgramAnalyzer.MAX_NGRAM;
        int start = run.start();
        for (; start + max < run.end(); start += max) {
            phrase.add(new Term(field, text.text(start, start + max)), position + start - run.start());
        }
        // The last n-gram overlaps the one before instead of being shorter, because longer n-grams are rarer.
        int last = Math.max(run.start(), run.end() - max);
        phrase.add(new Term(field, text.text(last, run.end())), position + last - run.start());
        return position + run.length();
    }

    private static Query built(PhraseQuery.Builder phrase) {
        PhraseQuery built = phrase.build();
        return switch (built.getTerms().length) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> new TermQuery(built.getTerms()[0]);
            default -> built;
        };
    }
}
