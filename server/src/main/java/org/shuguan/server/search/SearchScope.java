package org.shuguan.server.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The fields that a clause searches, and the queries for a text in them.
enum SearchScope {
    ANYWHERE(BoostedField.TITLE, BoostedField.ITEM, BoostedField.TEXT, BoostedField.PATH),
    TITLE(BoostedField.TITLE),
    ITEM(BoostedField.ITEM),
    PATH(BoostedField.PATH);

    private static final int MAX_FUZZY_TERMS = 30;
    private static final float PREFIX_BOOST = 1.5f;
    /// Distance in characters between the starts of n-grams: neighbours share two characters.
    private static final int STRIDE = 2;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is unmodifiable
    private final List<BoostedField> fields;

    SearchScope(BoostedField... fields) {
        this.fields = List.of(fields);
    }

    /// Maximum number of clauses of [#phrase], as a measure of its cost.
    int clauses() {
        return fields.stream()
                .mapToInt(field -> field.exactField() == null ? 1 : 2)
                .sum();
    }

    /// Approximately the same as [#phrase], but faster: with [#ANYWHERE], a Chinese text longer than an n-gram
    /// matches if all of its overlapping n-grams occur, without comparing positions.
    Query match(NormalizedText text) {
        List<NormalizedText.Run> runs = text.runs();
        if (this != ANYWHERE || runs.size() != 1 || !runs.getFirst().chinese()) {
            return phrase(text);
        }
        NormalizedText.Run run = runs.getFirst();
        if (run.length() <= NgramAnalyzer.MAX_NGRAM) {
            return phrase(text);
        }
        int last = run.end() - NgramAnalyzer.MAX_NGRAM;
        List<Query> ngrams = new ArrayList<>();
        for (int at = run.start(); at < last; at += STRIDE) {
            ngrams.add(anyField(text.text(at, at + NgramAnalyzer.MAX_NGRAM)));
        }
        ngrams.add(anyField(text.text(last, run.end())));
        var all = new BooleanQuery.Builder();
        ngrams.forEach(ngram -> all.add(Queries.boosted(ngram, 1f / ngrams.size()), Occur.MUST));
        return Queries.sum(List.of(anyField(text.asTerm()), all.build()));
    }

    private static Query anyField(String term) {
        return new TermQuery(new Term(Fields.ANY, term));
    }

    /// The text as consecutive tokens. With [#ANYWHERE], a text of one token is a single term of the impact
    /// field.
    Query phrase(NormalizedText text) {
        if (this == ANYWHERE && Queries.phrase(Fields.ANY, text) instanceof TermQuery single) {
            return single;
        }
        String term = text.asTerm();
        List<Query> any = new ArrayList<>();
        for (BoostedField field : fields) {
            any.add(Queries.boosted(Queries.phrase(field.field(), text), field.boost()));
            if (field.exactField() != null) {
                any.add(Queries.constant(new TermQuery(new Term(field.exactField(), term)), field.exactBoost()));
            }
        }
        return Queries.best(any);
    }

    /// Words with this prefix.
    Query prefix(String text) {
        if (this == ANYWHERE) {
            return Queries.boosted(new PrefixQuery(new Term(Fields.ANY, text)), PREFIX_BOOST);
        }
        return Queries.best(fields.stream()
                .map(field -> Queries.boosted(new PrefixQuery(new Term(field.field(), text)), field.boost() / 2))
                .toList());
    }

    /// Words within an edit distance of one, or of two for eight letters and more.
    Query fuzzy(String text) {
        int edits = text.length() < 8 ? 1 : 2;
        return Queries.best(fields.stream()
                .map(field -> Queries.boosted(
                        new FuzzyQuery(new Term(field.field(), text), edits, 1, MAX_FUZZY_TERMS, true), field.boost()))
                .toList());
    }
}
