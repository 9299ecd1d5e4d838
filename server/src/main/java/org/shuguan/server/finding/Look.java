package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// In which fields words are looked for, and how much they count there.
enum Look {
    ANYWHERE(Place.TITLE, Place.ITEM, Place.TEXT, Place.PATH),
    TITLE(Place.TITLE),
    ITEM(Place.ITEM),
    PATH(Place.PATH);

    /// Where in an entry a word can stand.
    enum Place {
        TITLE(Fields.TITLE, 6, Fields.TITLE_IS, 12, 50),
        ITEM(Fields.ITEM, 2.5f, Fields.ITEM_IS, 4, 150),
        TEXT(Fields.TEXT, 0.8f, null, 0, 200),
        PATH(Fields.PATH, 1.5f, null, 0, 30);

        private final String field;
        private final float weight;
        private final @Nullable String whole;
        private final float wholeWeight;
        private final float usualLength;

        Place(String field, float weight, @Nullable String whole, float wholeWeight, float usualLength) {
            this.field = field;
            this.weight = weight;
            this.whole = whole;
            this.wholeWeight = wholeWeight;
            this.usualLength = usualLength;
        }

        String field() {
            return field;
        }

        float weight() {
            return weight;
        }

        /// The field of whole names, null where there is none.
        @Nullable
        String whole() {
            return whole;
        }

        /// What a word counts that is the whole name; 0 where the place holds no names.
        float wholeWeight() {
            return wholeWeight;
        }

        /// So many fragments entries usually have there: who has fewer says more with each.
        float usualLength() {
            return usualLength;
        }
    }

    /// How much the second-best place of a word adds.
    static final float ALSO = 0.1f;

    private static final int MOST_NEAR = 30;
    private static final float BEGINNING = 1.5f;
    /// Two signs of each fragment stand in the next too.
    private static final int REACHING = 2;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
    private final List<Place> all;

    Look(Place... all) {
        this.all = List.of(all);
    }

    int places() {
        return all.stream().mapToInt(place -> place.whole() == null ? 1 : 2).sum();
    }

    /// About what [#query] finds, sooner: anywhere, a longer text is taken for found where its fragments are, each of
    /// which reaches into the next, without a look at where they stand.
    Query soon(Signs signs) {
        List<Signs.Run> runs = signs.runs();
        if (this != ANYWHERE || runs.size() != 1 || !runs.getFirst().han()) {
            return query(signs);
        }
        Signs.Run run = runs.getFirst();
        if (run.length() <= SignAnalyzer.LONGEST) {
            return query(signs);
        }
        int last = run.end() - SignAnalyzer.LONGEST;
        List<Query> chain = new ArrayList<>();
        for (int at = run.start(); at < last; at += REACHING) {
            chain.add(any(signs.text(at, at + SignAnalyzer.LONGEST)));
        }
        chain.add(any(signs.text(last, run.end())));
        var all = new BooleanQuery.Builder();
        chain.forEach(fragment -> all.add(weighed(fragment, 1f / chain.size()), Occur.MUST));
        return sum(List.of(any(signs.bare()), all.build()));
    }

    private static Query any(String term) {
        return new TermQuery(new Term(Fields.ANY, term));
    }

    /// The signs as they stand, one behind the other. Anywhere, a single fragment is one list of the index.
    Query query(Signs signs) {
        if (this == ANYWHERE && phrase(Fields.ANY, signs, 0) instanceof TermQuery fragment) {
            return fragment;
        }
        String bare = signs.bare();
        List<Query> any = new ArrayList<>();
        for (Place place : all) {
            any.add(weighed(phrase(place.field(), signs, 0), place.weight()));
            if (place.whole() != null) {
                any.add(weighed(
                        new ConstantScoreQuery(new TermQuery(new Term(place.whole(), bare))), place.wholeWeight()));
            }
        }
        return best(any);
    }

    /// Words that begin so.
    Query beginning(String text) {
        if (this == ANYWHERE) {
            return weighed(new PrefixQuery(new Term(Fields.ANY, text)), BEGINNING);
        }
        return best(all.stream()
                .map(place -> weighed(new PrefixQuery(new Term(place.field(), text)), place.weight() / 2))
                .toList());
    }

    /// Words with a slip of one or two letters.
    Query nearly(String text) {
        int edits = text.length() < 8 ? 1 : 2;
        return best(all.stream()
                .map(place -> weighed(
                        new FuzzyQuery(new Term(place.field(), text), edits, 1, MOST_NEAR, true), place.weight()))
                .toList());
    }

    /// Signs that follow each other in a field, from a position on.
    static Query phrase(String field, Signs signs, int position) {
        var phrase = new PhraseQuery.Builder();
        int at = position;
        for (Signs.Run run : signs.runs()) {
            at = add(phrase, field, signs, run, at);
        }
        return built(phrase);
    }

    static int add(PhraseQuery.Builder phrase, String field, Signs signs, Signs.Run run, int at) {
        if (!run.han()) {
            phrase.add(new Term(field, signs.text(run.start(), run.end())), at);
            return at + 1;
        }
        int start = run.start();
        for (; start + SignAnalyzer.LONGEST < run.end(); start += SignAnalyzer.LONGEST) {
            phrase.add(new Term(field, signs.text(start, start + SignAnalyzer.LONGEST)), at + start - run.start());
        }
        // The last fragment reaches back where it has to: longer ones are rarer.
        int last = Math.max(run.start(), run.end() - SignAnalyzer.LONGEST);
        phrase.add(new Term(field, signs.text(last, run.end())), at + last - run.start());
        return at + run.length();
    }

    static Query built(PhraseQuery.Builder phrase) {
        PhraseQuery built = phrase.build();
        return switch (built.getTerms().length) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> new TermQuery(built.getTerms()[0]);
            default -> built;
        };
    }

    static Query weighed(Query query, float weight) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(query, weight);
    }

    /// Either of them, and more for more. Unlike with [#best], what cannot be among the best is passed over.
    static Query sum(List<Query> any) {
        List<Query> possible = any.stream()
                .filter(query -> !(query instanceof MatchNoDocsQuery))
                .toList();
        if (possible.size() < 2) {
            return possible.isEmpty() ? MatchNoDocsQuery.INSTANCE : possible.getFirst();
        }
        var sum = new BooleanQuery.Builder();
        possible.forEach(query -> sum.add(query, Occur.SHOULD));
        return sum.build();
    }

    static Query best(List<Query> any) {
        List<Query> possible = any.stream()
                .filter(query -> !(query instanceof MatchNoDocsQuery))
                .toList();
        return switch (possible.size()) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> possible.getFirst();
            default -> new DisjunctionMaxQuery(possible, ALSO);
        };
    }

    /// Most of the words, in one field.
    static Query most(List<Query> all, int least) {
        var some = new BooleanQuery.Builder().setMinimumNumberShouldMatch(least);
        all.forEach(query -> some.add(query, Occur.SHOULD));
        return some.build();
    }

    /// Both in one field, apart by what stands between.
    static Query around(String field, Signs front, Signs back, int backPosition) {
        var phrase = new PhraseQuery.Builder();
        int at = 0;
        for (Signs signs : Arrays.asList(front, back)) {
            for (Signs.Run run : signs.runs()) {
                at = add(phrase, field, signs, run, at);
            }
            at = backPosition;
        }
        return built(phrase);
    }
}
