package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
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
import org.jspecify.annotations.Nullable;

/// Finds entries across the city. Whether one may see a version is part of the question, so what one may not see is
/// neither listed, counted nor suggested.
final class Finder {
    private static final int MOST_SHOWN = 10_000;
    /// With fewer on the first page, what is asked for a place is shown of other places too.
    private static final int FEW = 20;

    /// @param title where the words were found in it, for the reader's eye
    /// @param place only where words were found there: else nobody would know why this was
    record Hit(
            Shown shown,
            Lit title,
            Lit summary,
            List<Lit> items,
            @Nullable Lit place) {}

    /// @param reach how far from its letter the question was taken to find these
    record Found(List<Hit> hits, long total, Map<String, List<Counting.Count>> facets, Reach reach) {}

    /// @param sight the marks that the reader sees by
    private record Asked(
            Question question,
            Map<String, List<String>> chosen,
            Set<String> sight,
            Synonyms synonyms,
            UnitNames units) {}

    private record Answered(Counting.Counts counts, Interpreter.Meaning meaning, Reach reach) {}

    private record Listed(Answered answered, List<Shown> page) {}

    private final EntryIndex index;
    private final Supplier<Synonyms> synonyms;
    private final Supplier<UnitNames> units;
    private final Counting counting = new Counting();
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    Finder(EntryIndex index, Supplier<Synonyms> synonyms, Supplier<UnitNames> units) {
        this.index = index;
        this.synonyms = synonyms;
        this.units = units;
    }

    /// @param chosen facet → values of which one must hold
    /// @param sight the marks that the reader sees by
    Found find(Question question, Map<String, List<String>> chosen, int page, int size, Collection<String> sight) {
        Asked asked = asked(question, chosen, sight);
        Listed listed = searching(searcher -> {
            Answered answered = answer(searcher, asked);
            int wanted = (int) Math.min(Math.min(MOST_SHOWN, (long) page * size), answered.counts.total());
            List<Shown> shown = new ArrayList<>();
            if (wanted > (page - 1) * size) {
                Query query = narrowed(answered.meaning.query(), asked);
                ScoreDoc[] docs = top(searcher, query, wanted, question.everything());
                for (int i = (page - 1) * size; i < docs.length; i++) {
                    shown.add(shown(searcher, docs[i].doc));
                }
            }
            return new Listed(answered, shown);
        });
        Answered answered = listed.answered;
        return new Found(
                listed.page.stream()
                        .map(shown -> hit(shown, answered.meaning.lit()))
                        .toList(),
                answered.counts.total(),
                answered.counts.facets(),
                answered.reach);
    }

    /// Whether the version is among what the question finds to the letter.
    boolean finds(Question question, Map<String, List<String>> chosen, Collection<String> sight, String key) {
        Asked asked = asked(question, chosen, sight);
        return searching(searcher -> {
            Query query = new BooleanQuery.Builder()
                    .add(narrowed(meaning(searcher, asked, Reach.AS_ASKED).query(), asked), Occur.MUST)
                    .add(new TermQuery(new Term(Fields.KEY, key)), Occur.FILTER)
                    .build();
            return searcher.count(query) > 0;
        });
    }

    /// Before it takes its turn: synonyms and units may have to come from the database first.
    private Asked asked(Question question, Map<String, List<String>> chosen, Collection<String> sight) {
        return new Asked(question, chosen, Set.copyOf(sight), synonyms.get(), units.get());
    }

    private Answered answer(IndexSearcher searcher, Asked asked) throws IOException {
        Answered exact = answer(searcher, asked, Reach.AS_ASKED);
        long found = exact.counts.all();
        if (exact.meaning.placed() && found < FEW) {
            Answered wider = answer(searcher, asked, Reach.OTHER_PLACES);
            if (wider.counts.all() > found) {
                return new Answered(wider.counts, wider.meaning.below(exact.meaning), wider.reach);
            }
        }
        if (found > 0 || !asked.question.asksForSomething()) {
            return exact;
        }
        Answered nearly = answer(searcher, asked, Reach.SLIPS);
        return nearly.counts.all() > 0 ? nearly : exact;
    }

    private Answered answer(IndexSearcher searcher, Asked asked, Reach reach) throws IOException {
        Interpreter.Meaning meaning = meaning(searcher, asked, reach);
        Query matching = Matching.of(meaning.query());
        // Which words are near is decided over the whole index: a part's count would not stay true when others come.
        Counting.Counts counts = reach == Reach.SLIPS
                ? new Counting().count(searcher, matching, asked.sight, asked.chosen)
                : counting.count(searcher, matching, asked.sight, asked.chosen);
        return new Answered(counts, meaning, reach);
    }

    private Interpreter.Meaning meaning(IndexSearcher searcher, Asked asked, Reach reach) {
        return new Interpreter(searcher.getIndexReader(), index.words(), asked.synonyms, asked.units, reach)
                .meaning(asked.question);
    }

    private static Query narrowed(Query query, Asked asked) {
        var all = new BooleanQuery.Builder().add(query, Occur.MUST).add(new Sight(asked.sight), Occur.FILTER);
        asked.chosen.forEach((facet, values) -> {
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

    /// The best, or where nothing was asked for the latest. Counts are known already, so what cannot be among the
    /// best is passed over.
    private static ScoreDoc[] top(IndexSearcher searcher, Query query, int wanted, boolean latest) throws IOException {
        if (latest) {
            Sort sort = new Sort(LongField.newSortField(Fields.CHANGED, true, SortedNumericSelector.Type.MAX));
            return searcher.search(query, new TopFieldCollectorManager(sort, wanted, 1)).scoreDocs;
        }
        return searcher.search(query, new TopScoreDocCollectorManager(wanted, 1)).scoreDocs;
    }

    private static Hit hit(Shown shown, Set<String> lit) {
        Lit place = Lit.in(shown.place() == null ? "" : shown.place(), lit);
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
                        .toList(),
                place.ranges().isEmpty() ? null : place);
    }

    static Shown shown(IndexSearcher searcher, int document) throws IOException {
        return EntryDocument.shown(searcher.getIndexReader(), document);
    }

    /// Something that is done with a searcher that stays as it is meanwhile.
    interface Work<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    /// No more at once than there are processors, in order of coming: a search that is interrupted for the sake of
    /// seven others takes the time of all eight, and none is any the sooner for it.
    <T> T searching(Work<T> work) {
        turns.acquireUninterruptibly();
        try {
            IndexSearcher searcher = index.searchers().acquire();
            try {
                return work.with(searcher);
            } finally {
                index.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            turns.release();
        }
    }
}
