package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;

/// Finds entries across the city. Whether one may see a version is part of the question, so what one may not see is
/// neither listed, counted nor suggested.
final class Finder {
    private static final int MOST_SHOWN = 10_000;

    /// @param title where the words were found in it, for the reader's eye
    record Hit(Shown shown, Lit title, Lit summary, List<Lit> items) {}

    /// @param near whether nothing was found to the letter, and these are with a slip
    record Found(List<Hit> hits, long total, Map<String, List<Counting.Count>> facets, boolean near) {}

    private record Answered(Counting.Counts counts, Interpreter.Meaning meaning, boolean near) {}

    private final EntryIndex index;
    private final Supplier<Synonyms> synonyms;
    private final Supplier<List<UnitName>> units;
    private final Counting counting = new Counting();

    Finder(EntryIndex index, Supplier<Synonyms> synonyms, Supplier<List<UnitName>> units) {
        this.index = index;
        this.synonyms = synonyms;
        this.units = units;
    }

    /// @param chosen facet → values of which one must hold
    /// @param sight the marks that the reader sees by
    Found find(Question question, Map<String, List<String>> chosen, int page, int size, Collection<String> sight) {
        return searching(searcher -> {
            Answered answered = answer(searcher, question, chosen, sight);
            int wanted = (int) Math.min(Math.min(MOST_SHOWN, (long) page * size), answered.counts.total());
            List<Hit> hits = new ArrayList<>();
            if (wanted > (page - 1) * size) {
                Query query = narrowed(answered.meaning.query(), chosen, sight);
                ScoreDoc[] docs = top(searcher, query, wanted, question.everything());
                for (int i = (page - 1) * size; i < docs.length; i++) {
                    hits.add(hit(searcher, docs[i].doc, answered.meaning.lit()));
                }
            }
            return new Found(hits, answered.counts.total(), answered.counts.facets(), answered.near);
        });
    }

    /// Whether the version is among what the question finds; without slips.
    boolean finds(Question question, Map<String, List<String>> chosen, Collection<String> sight, String key) {
        return searching(searcher -> {
            Query query = new BooleanQuery.Builder()
                    .add(narrowed(meaning(searcher, question, false).query(), chosen, sight), Occur.MUST)
                    .add(new TermQuery(new Term(Fields.KEY, key)), Occur.FILTER)
                    .build();
            return searcher.count(query) > 0;
        });
    }

    private Answered answer(
            IndexSearcher searcher, Question question, Map<String, List<String>> chosen, Collection<String> sight)
            throws IOException {
        Interpreter.Meaning meaning = meaning(searcher, question, false);
        Counting.Counts counts = counting.count(searcher, meaning.query(), sight, chosen);
        if (counts.all() > 0 || !question.asksForSomething()) {
            return new Answered(counts, meaning, false);
        }
        Interpreter.Meaning nearly = meaning(searcher, question, true);
        Counting.Counts near = counting.count(searcher, nearly.query(), sight, chosen);
        return near.all() > 0 ? new Answered(near, nearly, true) : new Answered(counts, meaning, false);
    }

    private Interpreter.Meaning meaning(IndexSearcher searcher, Question question, boolean near) {
        return new Interpreter(searcher.getIndexReader(), index.words(), synonyms.get(), units.get(), near)
                .meaning(question);
    }

    static Query narrowed(Query query, Map<String, List<String>> chosen, Collection<String> sight) {
        var all = new BooleanQuery.Builder().add(query, Occur.MUST).add(seenBy(sight), Occur.FILTER);
        chosen.forEach((facet, values) -> {
            if (!values.isEmpty()) {
                all.add(
                        new TermInSetQuery(
                                Fields.FACET,
                                values.stream()
                                        .map(value -> new BytesRef(facet + "=" + value))
                                        .toList()),
                        Occur.FILTER);
            }
        });
        return all.build();
    }

    static Query seenBy(Collection<String> sight) {
        return new TermInSetQuery(Fields.MARK, sight.stream().map(BytesRef::new).toList());
    }

    /// The best, or where nothing was asked for the latest. Counts are known already, so what cannot be among the best
    /// is
    /// passed over.
    private static ScoreDoc[] top(IndexSearcher searcher, Query query, int wanted, boolean latest) throws IOException {
        if (latest) {
            Sort sort = new Sort(LongField.newSortField(Fields.CHANGED, true, SortedNumericSelector.Type.MAX));
            return searcher.search(query, new TopFieldCollectorManager(sort, wanted, 1)).scoreDocs;
        }
        return searcher.search(query, new TopScoreDocCollectorManager(wanted, 1)).scoreDocs;
    }

    private static Hit hit(IndexSearcher searcher, int document, Set<String> lit) throws IOException {
        Shown shown = shown(searcher, document);
        return new Hit(
                shown,
                Lit.in(shown.title(), lit),
                Lit.in(shown.summary() == null ? "" : shown.summary(), lit),
                shown.items().stream()
                        .map(item -> Lit.in(
                                item.physicalName() == null ? item.name() : item.name() + " " + item.physicalName(),
                                lit))
                        .filter(item -> !item.ranges().isEmpty())
                        .limit(6)
                        .toList());
    }

    static Shown shown(IndexSearcher searcher, int document) throws IOException {
        return EntryDocument.shown(searcher.storedFields().document(document, Set.of(Fields.SHOWN)));
    }

    /// Something that is done with a searcher that stays as it is meanwhile.
    interface Work<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    <T> T searching(Work<T> work) {
        try {
            IndexSearcher searcher = index.searchers().acquire();
            try {
                return work.with(searcher);
            } finally {
                index.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
