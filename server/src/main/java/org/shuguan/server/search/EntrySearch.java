package org.shuguan.server.search;

import java.io.IOException;
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

/// Searches the index. Visibility is part of every query, so entries that a reader may not see are neither listed
/// nor counted.
final class EntrySearch {
    private static final int MAX_RANKED = 10_000;
    /// With fewer matches, a place named in the query becomes optional.
    private static final int FEW = 20;

    private static final int MAX_ITEMS_OF_A_HIT = 6;

    /// @param items the matching ones, six at most
    /// @param place only if it matches, to show why the entry was found
    record Hit(
            IndexedVersion version,
            HighlightedText title,
            HighlightedText summary,
            List<HighlightedText> items,
            @Nullable HighlightedText place) {}

    record SearchResult(
            List<Hit> hits, long total, Map<String, List<FacetCounter.FacetCount>> facets, Relaxation relaxation) {}

    private record Request(
            SearchQuery query,
            Map<String, List<String>> filters,
            Set<String> readerMarks,
            Synonyms synonyms,
            UnitNames units) {}

    private record Matches(
            FacetCounter.FacetCounts counts, QueryExpansion.ExpandedQuery expanded, Relaxation relaxation) {}

    private record Page(Matches matches, List<IndexedVersion> versions) {}

    private final LuceneIndex index;
    private final Supplier<Synonyms> synonyms;
    private final Supplier<UnitNames> units;
    private final FacetCounter counter = new FacetCounter();
    private final Semaphore permits = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    EntrySearch(LuceneIndex index, Supplier<Synonyms> synonyms, Supplier<UnitNames> units) {
        this.index = index;
        this.synonyms = synonyms;
        this.units = units;
    }

    /// @param filters facet → values; a match must have one of them
    /// @param page from 1
    /// @param readerMarks the reader's visibility marks
    SearchResult search(
            SearchQuery query, Map<String, List<String>> filters, int page, int size, Collection<String> readerMarks) {
        Request request = request(query, filters, readerMarks);
        Page found = withSearcher(searcher -> {
            Matches matches = matches(searcher, request);
            int wanted = (int) Math.min(Math.min(MAX_RANKED, (long) page * size), matches.counts.total());
            List<IndexedVersion> versions = new ArrayList<>();
            if (wanted > (page - 1) * size) {
                Query filtered = filtered(matches.expanded.query(), request);
                ScoreDoc[] docs = top(searcher, filtered, wanted, query.matchesAll());
                for (int i = (page - 1) * size; i < docs.length; i++) {
                    versions.add(stored(searcher, docs[i].doc));
                }
            }
            return new Page(matches, versions);
        });
        Matches matches = found.matches;
        return new SearchResult(
                found.versions.stream()
                        .map(version -> hit(version, matches.expanded.highlighted()))
                        .toList(),
                matches.counts.total(),
                matches.counts.facets(),
                matches.relaxation);
    }

    /// Whether the query matches the version of this key without relaxation.
    boolean matches(SearchQuery query, Map<String, List<String>> filters, Collection<String> readerMarks, String key) {
        Request request = request(query, filters, readerMarks);
        return withSearcher(searcher -> {
            Query keyed = new BooleanQuery.Builder()
                    .add(filtered(expand(searcher, request, Relaxation.NONE).query(), request), Occur.MUST)
                    .add(new TermQuery(new Term(Fields.KEY, key)), Occur.FILTER)
                    .build();
            return searcher.count(keyed) > 0;
        });
    }

    /// Runs before a permit is taken, because synonyms and units may be read from the database.
    private Request request(SearchQuery query, Map<String, List<String>> filters, Collection<String> readerMarks) {
        return new Request(query, filters, Set.copyOf(readerMarks), synonyms.get(), units.get());
    }

    private Matches matches(IndexSearcher searcher, Request request) throws IOException {
        Matches strict = matches(searcher, request, Relaxation.NONE);
        long found = strict.counts.unfiltered();
        if (strict.expanded.namesPlace() && found < FEW) {
            Matches wider = matches(searcher, request, Relaxation.OTHER_PLACES);
            if (wider.counts.unfiltered() > found) {
                return new Matches(wider.counts, wider.expanded.rankedAfter(strict.expanded), wider.relaxation);
            }
        }
        if (found > 0 || !request.query.canBeRelaxed()) {
            return strict;
        }
        Matches fuzzy = matches(searcher, request, Relaxation.FUZZY);
        return fuzzy.counts.unfiltered() > 0 ? fuzzy : strict;
    }

    private Matches matches(IndexSearcher searcher, Request request, Relaxation relaxation) throws IOException {
        QueryExpansion.ExpandedQuery expanded = expand(searcher, request, relaxation);
        Query unscored = UnscoredQuery.of(expanded.query());
        // Fuzzy terms are chosen over the whole index: a segment's counts become wrong when another segment is
        // added, so they are not cached.
        FacetCounter counting = relaxation == Relaxation.FUZZY ? new FacetCounter() : counter;
        return new Matches(
                counting.count(searcher, unscored, request.readerMarks, request.filters), expanded, relaxation);
    }

    private QueryExpansion.ExpandedQuery expand(IndexSearcher searcher, Request request, Relaxation relaxation) {
        return new QueryExpansion(
                        searcher.getIndexReader(), index.segmenter(), request.synonyms, request.units, relaxation)
                .expand(request.query);
    }

    private static Query filtered(Query query, Request request) {
        var all = new BooleanQuery.Builder()
                .add(query, Occur.MUST)
                .add(new VisibilityQuery(request.readerMarks), Occur.FILTER);
        request.filters.forEach((facet, values) -> {
            if (!values.isEmpty()) {
                List<BytesRef> terms = values.stream()
                        .map(value -> new BytesRef(facet + "=" + value))
                        .toList();
                all.add(new TermInSetQuery(Fields.FACET, terms), Occur.FILTER);
            }
        });
        return all.build();
    }

    /// The best matches, or the latest ones. The matches are counted separately, so Lucene may skip those that
    /// cannot be among the best.
    private static ScoreDoc[] top(IndexSearcher searcher, Query query, int wanted, boolean latest) throws IOException {
        if (latest) {
            Sort sort = new Sort(LongField.newSortField(Fields.CHANGED, true, SortedNumericSelector.Type.MAX));
            return searcher.search(query, new TopFieldCollectorManager(sort, wanted, 1)).scoreDocs;
        }
        return searcher.search(query, new TopScoreDocCollectorManager(wanted, 1)).scoreDocs;
    }

    private static Hit hit(IndexedVersion version, Set<String> terms) {
        HighlightedText place = HighlightedText.of(version.place() == null ? "" : version.place(), terms);
        return new Hit(
                version,
                HighlightedText.of(version.title(), terms),
                HighlightedText.of(version.summary() == null ? "" : version.summary(), terms),
                version.items().stream()
                        .map(item -> HighlightedText.of(
                                item.physicalName() == null ? item.name() : item.name() + " " + item.physicalName(),
                                terms))
                        .filter(item -> !item.ranges().isEmpty())
                        .limit(MAX_ITEMS_OF_A_HIT)
                        .toList(),
                place.ranges().isEmpty() ? null : place);
    }

    static IndexedVersion stored(IndexSearcher searcher, int document) throws IOException {
        return EntryDocument.stored(searcher.getIndexReader(), document);
    }

    /// Runs at most as many searches at once as there are processors, in the order of arrival. Measured with eight
    /// clients on two processors: without the limit, all searches take as long as the slowest.
    <T> T withSearcher(LuceneIndex.SearchWork<T> work) {
        permits.acquireUninterruptibly();
        try {
            return index.search(work);
        } finally {
            permits.release();
        }
    }
}
