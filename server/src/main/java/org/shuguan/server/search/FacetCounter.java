package org.shuguan.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/// Counts the matches of a query, in total and by facet. The counts of a query in a segment are cached by facet
/// combination while the segment is unchanged, and can be used for later requests of any reader with any filters.
final class FacetCounter {
    /// The size of the cache in combinations, of eight bytes each: 48 MB.
    private static final int CACHE_SIZE = 6_000_000;
    /// The size of a cached query without its counts, in combinations.
    private static final int QUERY_SIZE = 600;

    record FacetCount(String value, long count) {}

    /// @param total visible matches within all filters
    /// @param unfiltered visible matches without filters
    /// @param facets for each facet the matches of each of its values within the filters of the other facets, the
    ///     most frequent first
    record FacetCounts(long total, long unfiltered, Map<String, List<FacetCount>> facets) {}

    /// The combinations with matches, and their counts.
    private static final class SparseCounts {
        private final int[] combinations;
        private final int[] counts;

        SparseCounts(int[] dense) {
            int some = 0;
            for (int count : dense) {
                some += count > 0 ? 1 : 0;
            }
            combinations = new int[some];
            counts = new int[some];
            for (int combination = 0, at = 0; at < some; combination++) {
                if (dense[combination] > 0) {
                    combinations[at] = combination;
                    counts[at++] = dense[combination];
                }
            }
        }

        int size() {
            return QUERY_SIZE + combinations.length;
        }
    }

    private record CacheKey(Object segment, Query query) {}

    private record Segment(FacetCombinations combinations, SparseCounts counts) {}

    /// In order of access, the least recently used first.
    private final Map<CacheKey, SparseCounts> cache = new LinkedHashMap<>(256, 0.75f, true);

    private int size;

    /// @param query without visibility and filters
    /// @param filters facet → values; a match must have one of them
    FacetCounts count(
            IndexSearcher searcher, Query query, Collection<String> readerMarks, Map<String, List<String>> filters)
            throws IOException {
        List<Segment> segments = new ArrayList<>();
        List<LeafReaderContext> missing = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            SparseCounts cached = cached(key(leaf, query));
            if (cached == null) {
                missing.add(leaf);
            } else {
                segments.add(new Segment(FacetCombinations.of(leaf.reader()), cached));
            }
        }
        if (!missing.isEmpty()) {
            segments.addAll(collect(searcher, query, missing));
        }
        return sum(segments, readerMarks, filters);
    }

    private static CacheKey key(LeafReaderContext leaf, Query query) {
        return new CacheKey(leaf.reader().getReaderCacheHelper().getKey(), query);
    }

    private synchronized @Nullable SparseCounts cached(CacheKey key) {
        return cache.get(key);
    }

    private synchronized void cache(CacheKey key, SparseCounts counts) {
        SparseCounts before = cache.put(key, counts);
        size += counts.size() - (before == null ? 0 : before.size());
        var eldest = cache.values().iterator();
        while (size > CACHE_SIZE && eldest.hasNext()) {
            size -= eldest.next().size();
            eldest.remove();
        }
    }

    private List<Segment> collect(IndexSearcher searcher, Query query, List<LeafReaderContext> missing)
            throws IOException {
        Map<Object, int[]> dense = searcher.search(query, new CombinationCollector(missing));
        List<Segment> segments = new ArrayList<>();
        for (LeafReaderContext leaf : missing) {
            SparseCounts sparse = new SparseCounts(dense.getOrDefault(leaf.id(), new int[0]));
            cache(key(leaf, query), sparse);
            segments.add(new Segment(FacetCombinations.of(leaf.reader()), sparse));
        }
        return segments;
    }

    /// A combination counts for a facet if it passes the filters of all other facets.
    private static FacetCounts sum(
            List<Segment> segments, Collection<String> readerMarks, Map<String, List<String>> filters) {
        long[][] counts = FacetCombinations.counters();
        List<@Nullable BitSet> wanted = FacetCombinations.valueNumbers(filters);
        long total = 0;
        long unfiltered = 0;
        for (Segment segment : segments) {
            BitSet visible = segment.combinations.visibleTo(readerMarks);
            for (int i = 0; i < segment.counts.combinations.length; i++) {
                int combination = segment.counts.combinations[i];
                if (!visible.get(combination)) {
                    continue;
                }
                int count = segment.counts.counts[i];
                unfiltered += count;
                int failedFacet = -1;
                int failures = 0;
                for (int facet = 0; facet < counts.length && !filters.isEmpty(); facet++) {
                    BitSet values = wanted.get(facet);
                    if (values != null && !values.get(segment.combinations.facetValue(combination, facet))) {
                        failedFacet = facet;
                        failures++;
                    }
                }
                total += failures == 0 ? count : 0;
                for (int facet = 0; facet < counts.length; facet++) {
                    if (failures == 0 || (failures == 1 && facet == failedFacet)) {
                        counts[facet][segment.combinations.facetValue(combination, facet)] += count;
                    }
                }
            }
        }
        return new FacetCounts(total, unfiltered, byFacet(counts));
    }

    private static Map<String, List<FacetCount>> byFacet(long[][] counts) {
        Map<String, List<FacetCount>> byFacet = new LinkedHashMap<>();
        for (int facet = 0; facet < counts.length; facet++) {
            List<FacetCount> values = new ArrayList<>();
            for (int number = 0; number < counts[facet].length; number++) {
                String value = FacetCombinations.value(facet, number);
                if (counts[facet][number] > 0 && !value.isEmpty()) {
                    values.add(new FacetCount(value, counts[facet][number]));
                }
            }
            values.sort(Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value));
            byFacet.put(FacetCombinations.FACETS.get(facet), values);
        }
        return byFacet;
    }

    /// Counts by segment and combination, without scoring.
    private record CombinationCollector(List<LeafReaderContext> segments)
            implements CollectorManager<CombinationCollector.Counter, Map<Object, int[]>> {
        @Override
        public Counter newCollector() {
            return new Counter(segments, new HashMap<>());
        }

        @Override
        public Map<Object, int[]> reduce(Collection<Counter> counters) {
            Map<Object, int[]> all = new HashMap<>();
            counters.forEach(counter -> all.putAll(counter.counts));
            return all;
        }

        private record Counter(List<LeafReaderContext> segments, Map<Object, int[]> counts) implements Collector {
            @Override
            public LeafCollector getLeafCollector(LeafReaderContext leaf) {
                if (segments.stream().noneMatch(segment -> Objects.equals(segment.id(), leaf.id()))) {
                    throw new CollectionTerminatedException();
                }
                FacetCombinations combinations = FacetCombinations.of(leaf.reader());
                int[] here = new int[combinations.size()];
                counts.put(leaf.id(), here);
                return new LeafCollector() {
                    @Override
                    public void setScorer(Scorable scorer) {
                        // No scoring.
                    }

                    @Override
                    public void collect(int document) {
                        here[combinations.ofDocument(document)]++;
                    }
                };
            }

            @Override
            public ScoreMode scoreMode() {
                return ScoreMode.COMPLETE_NO_SCORES;
            }
        }
    }
}
