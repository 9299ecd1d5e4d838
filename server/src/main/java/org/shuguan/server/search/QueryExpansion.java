package org.shuguan.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.shuguan.server.search.SearchQuery.Clause;
import org.shuguan.server.search.SearchQuery.Field;

/// Translates a query into a Lucene query: each clause is expanded by its synonyms, by words with that pinyin, and
/// by its parts. The text itself scores highest; a match in a title scores more than in an item, and in an item
/// more than elsewhere. An instance is used for one query.
final class QueryExpansion {
    private static final float SYNONYM_BOOST = 0.75f;
    private static final float PINYIN_BOOST = 0.7f;
    private static final float PARTS_BOOST = 0.6f;
    private static final float FUZZY_BOOST = 0.5f;
    private static final float UNIT_BOOST = 2;
    private static final float CODE_BOOST = 20;
    /// Higher than any score, so that these matches rank before all others.
    private static final float FIRST_BOOST = 1_000;

    private static final int SHORTEST_CODE = 6;
    private static final int SHORTEST_NUMBER_PREFIX = 4;
    private static final int MAX_PINYIN_WORDS = 16;
    private static final int MAX_WORDS_OF_A_NAME = 4;
    /// Approximate limit of clauses that expansion may add; beyond it only the texts themselves are searched.
    /// Lucene refuses more than 1,024.
    private static final int MAX_COST = 700;

    /// @param highlighted the terms to highlight, normalized as in the index
    /// @param namesPlace whether it contains a place in one word with other text
    record ExpandedQuery(Query query, Set<String> highlighted, boolean namesPlace) {
        /// The same matches, but those of the other query rank first.
        ExpandedQuery rankedAfter(ExpandedQuery first) {
            Query ordered = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(Queries.constant(UnscoredQuery.of(first.query), FIRST_BOOST), Occur.SHOULD)
                    .build();
            return new ExpandedQuery(ordered, highlighted, namesPlace);
        }
    }

    private final IndexReader reader;
    private final ChineseSegmenter segmenter;
    private final Synonyms synonyms;
    private final UnitNames units;
    private final Relaxation relaxation;
    private final Set<String> highlighted = new LinkedHashSet<>();
    private int cost;
    private boolean namesPlace;

    QueryExpansion(
            IndexReader reader, ChineseSegmenter segmenter, Synonyms synonyms, UnitNames units, Relaxation relaxation) {
        this.reader = reader;
        this.segmenter = segmenter;
        this.synonyms = synonyms;
        this.units = units;
        this.relaxation = relaxation;
    }

    ExpandedQuery expand(SearchQuery query) {
        if (query.matchesAll()) {
            return new ExpandedQuery(MatchAllDocsQuery.INSTANCE, Set.of(), false);
        }
        var all = new BooleanQuery.Builder();
        boolean positive = false;
        List<Clause> clauses = query.clauses();
        for (int i = 0; i < clauses.size(); ) {
            Clause clause = clauses.get(i);
            int length = clause.excluded() ? 1 : wordsOfName(clauses, i);
            if (clause.excluded()) {
                all.add(literal(clause), Occur.MUST_NOT);
            } else if (length > 1) {
                all.add(name(clauses.subList(i, i + length)), Occur.MUST);
                positive = true;
            } else {
                all.add(weighted(clause), Occur.MUST);
                positive = true;
            }
            i += length;
        }
        if (!positive) {
            all.add(clauses.isEmpty() ? MatchNoDocsQuery.INSTANCE : MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        return new ExpandedQuery(all.build(), highlighted, namesPlace);
    }

    /// The number of clauses from `from` on that form one name with synonyms, such as `ID number`. Chinese is
    /// written without blanks, so a blank between Chinese words separates two clauses.
    private int wordsOfName(List<Clause> clauses, int from) {
        StringBuilder key = new StringBuilder();
        int words = 1;
        for (int i = from; i < Math.min(clauses.size(), from + MAX_WORDS_OF_A_NAME); i++) {
            Clause clause = clauses.get(i);
            if (clause.excluded()
                    || clause.quoted()
                    || clause.field() != Field.ANYWHERE
                    || NormalizedText.of(clause.text()).runs().stream().anyMatch(NormalizedText.Run::chinese)) {
                break;
            }
            key.append(Synonyms.key(clause.text()));
            if (i > from && synonyms.contains(key.toString())) {
                words = i - from + 1;
            }
        }
        return words;
    }

    private Query name(List<Clause> words) {
        String key = words.stream().map(word -> Synonyms.key(word.text())).reduce("", String::concat);
        var all = new BooleanQuery.Builder();
        words.forEach(word -> all.add(weighted(word), Occur.MUST));
        List<Query> any = new ArrayList<>(List.of(all.build()));
        addSynonyms(SearchScope.ANYWHERE, key, any);
        return Queries.sum(any);
    }

    /// Clauses of rare text weigh more.
    private Query weighted(Clause clause) {
        return clause.quoted()
                ? literal(clause)
                : Queries.boosted(expanded(clause), inverseDocumentFrequency(NormalizedText.of(clause.text())));
    }

    /// That of the first n-gram or word, used for the whole text.
    private float inverseDocumentFrequency(NormalizedText text) {
        try {
            NormalizedText.Run run = text.runs().getFirst();
            int end = run.chinese() ? Math.min(run.end(), run.start() + NgramAnalyzer.MAX_NGRAM) : run.end();
            String first = text.text(run.start(), end);
            int documents = reader.docFreq(new Term(Fields.ANY, first));
            return (float) (1 + Math.log10((reader.maxDoc() + 10.0) / (documents + 10.0)) / 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Query expanded(Clause clause) {
        return switch (clause.field()) {
            case ANYWHERE -> anywhere(clause);
            case TITLE -> expandedText(SearchScope.TITLE, clause.text());
            case ITEM -> expandedText(SearchScope.ITEM, clause.text());
            case PATH -> expandedText(SearchScope.PATH, clause.text());
            case UNIT, CODE, GRADE -> literal(clause);
        };
    }

    /// The clause without expansion.
    private Query literal(Clause clause) {
        NormalizedText text = NormalizedText.of(clause.text());
        return switch (clause.field()) {
            case ANYWHERE -> phrase(SearchScope.ANYWHERE, clause.text());
            case TITLE -> match(SearchScope.TITLE, clause.text());
            // A quoted item must have exactly this name.
            case ITEM ->
                clause.quoted()
                        ? Queries.constant(new TermQuery(new Term(Fields.ITEM_EXACT, text.asTerm())), 1)
                        : match(SearchScope.ITEM, clause.text());
            case PATH -> match(SearchScope.PATH, clause.text());
            case UNIT -> unitQuery(text);
            case CODE -> codeQuery(clause.text(), 1);
            case GRADE -> GradeQuery.of(text.asTerm());
        };
    }

    private Query anywhere(Clause clause) {
        List<Query> any = new ArrayList<>(List.of(expandedText(SearchScope.ANYWHERE, clause.text())));
        String term = Synonyms.key(clause.text());
        if (clause.text().length() >= SHORTEST_CODE && term.matches("[0-9a-z]+")) {
            any.add(Queries.constant(codeQuery(clause.text(), SHORTEST_CODE), CODE_BOOST));
        }
        return Queries.sum(any);
    }

    /// The text, its synonyms, and the readings of its runs; Chinese runs and words of letters are expanded
    /// differently.
    private Query expandedText(SearchScope scope, String original) {
        NormalizedText text = NormalizedText.of(original);
        List<NormalizedText.Run> runs = text.runs();
        List<Query> any = new ArrayList<>(List.of(match(scope, original)));
        addSynonyms(scope, text.asTerm(), any);
        if (runs.size() == 1) {
            any.add(expandedRun(scope, text, runs.getFirst()));
        } else if (cost < MAX_COST) {
            var all = new BooleanQuery.Builder();
            runs.forEach(run -> {
                List<Query> one = new ArrayList<>();
                String part = text.text(run.start(), run.end());
                one.add(match(scope, part));
                addSynonyms(scope, part, one);
                one.add(expandedRun(scope, text, run));
                all.add(Queries.boosted(Queries.sum(one), 1f / runs.size()), Occur.MUST);
            });
            any.add(Queries.boosted(all.build(), PARTS_BOOST));
        }
        return Queries.sum(any);
    }

    private Query phrase(SearchScope scope, String original) {
        NormalizedText text = NormalizedText.of(original);
        highlighted.add(text.asTerm());
        cost += scope.clauses();
        return scope.phrase(text);
    }

    private Query match(SearchScope scope, String original) {
        NormalizedText text = NormalizedText.of(original);
        String term = text.asTerm();
        highlighted.add(term);
        cost += Math.max(scope.clauses(), term.length());
        return scope.match(text);
    }

    private void addSynonyms(SearchScope scope, String key, List<Query> any) {
        addWords(scope, synonyms.of(key), SYNONYM_BOOST, any);
    }

    /// Adds words until the cost limit of the query is reached.
    private void addWords(SearchScope scope, Collection<String> words, float boost, List<Query> any) {
        for (String word : words) {
            if (cost < MAX_COST) {
                any.add(Queries.boosted(match(scope, word), boost));
            }
        }
    }

    private Query expandedRun(SearchScope scope, NormalizedText text, NormalizedText.Run run) {
        String part = text.text(run.start(), run.end());
        if (cost >= MAX_COST) {
            return MatchNoDocsQuery.INSTANCE;
        }
        return run.chinese() ? chinese(scope, part) : letters(scope, part);
    }

    private Query chinese(SearchScope scope, String text) {
        List<Query> any = new ArrayList<>();
        if (scope == SearchScope.ANYWHERE && text.length() > 1) {
            any.add(Queries.constant(unitQuery(NormalizedText.of(text)), UNIT_BOOST));
        }
        List<String> parts = text.length() > 2 ? joinSingleCharacters(split(text)) : List.of();
        if (parts.size() > 1) {
            any.add(Queries.boosted(allParts(scope, parts), PARTS_BOOST));
        }
        if (relaxation == Relaxation.FUZZY) {
            cost += ChineseFuzzyQuery.CLAUSES;
            any.add(Queries.boosted(ChineseFuzzyQuery.of(text, highlighted), FUZZY_BOOST));
        }
        return Queries.sum(any);
    }

    /// All parts, anywhere in the entry. With [Relaxation#OTHER_PLACES] a place is optional if there are other
    /// parts.
    private Query allParts(SearchScope scope, List<String> parts) {
        var all = new BooleanQuery.Builder();
        boolean onlyPlaces = parts.stream().allMatch(units::isFullName);
        for (String part : parts) {
            boolean place = scope == SearchScope.ANYWHERE && !onlyPlaces && units.isFullName(part);
            namesPlace |= place;
            List<Query> one = new ArrayList<>(List.of(match(scope, part)));
            addSynonyms(scope, part, one);
            if (scope == SearchScope.ANYWHERE && part.length() > 1) {
                one.add(Queries.constant(unitQuery(NormalizedText.of(part)), UNIT_BOOST));
            }
            all.add(
                    Queries.boosted(Queries.sum(one), 1f / parts.size()),
                    place && relaxation == Relaxation.OTHER_PLACES ? Occur.SHOULD : Occur.MUST);
        }
        return all.build();
    }

    /// Joins a single character to the part before it (残疾人 证), because alone it occurs in most entries. Returns no
    /// parts if a single character is first, follows another one or follows the name of a unit: such text is
    /// probably misspelled.
    private List<String> joinSingleCharacters(List<String> parts) {
        List<String> joined = new ArrayList<>();
        boolean afterSingle = true;
        for (String part : parts) {
            boolean single = part.codePointCount(0, part.length()) == 1;
            if (!single) {
                joined.add(part);
            } else if (afterSingle || units.isFullName(joined.getLast())) {
                return List.of();
            } else {
                joined.add(joined.removeLast() + part);
            }
            afterSingle = single;
        }
        return joined;
    }

    /// Names of units and words with synonyms are one part each; the rest is segmented into words.
    private List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int done = 0;
        for (int at = 0; at < text.length(); ) {
            int end = Math.max(units.endOfName(text, at), synonyms.endOfWord(text, at));
            if (end > at && end - at < text.length()) {
                parts.addAll(segmenter.contentWords(text.substring(done, at)));
                parts.add(text.substring(at, end));
                done = end;
                at = end;
            } else {
                at++;
            }
        }
        parts.addAll(segmenter.contentWords(text.substring(done)));
        return parts;
    }

    private Query letters(SearchScope scope, String text) {
        List<Query> any = new ArrayList<>();
        if (text.length() > 1) {
            // Short numbers are not used as prefixes, because all years begin with 20.
            if (text.length() >= SHORTEST_NUMBER_PREFIX || !text.matches("[0-9]+")) {
                cost += scope.clauses();
                any.add(scope.prefix(text));
            }
            if (scope == SearchScope.ANYWHERE) {
                any.add(Queries.constant(unitQuery(NormalizedText.of(text)), UNIT_BOOST));
            }
        }
        if (text.length() > 1 && text.matches("[a-z]+")) {
            addWords(scope, Vocabulary.typedAs(reader, text, MAX_PINYIN_WORDS), PINYIN_BOOST, any);
            if (relaxation == Relaxation.FUZZY && text.length() > 5) {
                List<String> almost = Vocabulary.typedAlmostAs(reader, text, MAX_PINYIN_WORDS);
                addWords(scope, almost, PINYIN_BOOST * FUZZY_BOOST, any);
            }
        }
        if (relaxation == Relaxation.FUZZY && text.length() > 3) {
            cost += scope.clauses();
            any.add(Queries.boosted(scope.fuzzy(text), FUZZY_BOOST));
        }
        return Queries.sum(any);
    }

    private static Query codeQuery(String text, int shortest) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.length() < shortest ? MatchNoDocsQuery.INSTANCE : new PrefixQuery(new Term(Fields.CODE, code));
    }

    private Query unitQuery(NormalizedText name) {
        String term = name.asTerm();
        Set<String> names = new LinkedHashSet<>(synonyms.of(term));
        names.add(term);
        List<BytesRef> codes =
                units.codesNamed(names).stream().map(BytesRef::new).toList();
        return codes.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermInSetQuery(Fields.UNIT, codes);
    }
}
