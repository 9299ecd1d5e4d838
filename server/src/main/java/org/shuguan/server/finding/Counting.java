package org.shuguan.server.finding;

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
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/// How many a question finds, by facet. The counts of a question in a part of the index are kept while that part
/// stays as it is; whoever asks next, with whatever sight and narrowed as they like, reads them from there.
final class Counting {
    /// In cells, of eight bytes each: 48 MB.
    private static final int KEPT = 6_000_000;
    /// What a question takes that is kept, in cells, however little it finds.
    private static final int A_QUESTION = 600;

    record Count(String value, long count) {}

    /// @param total what is seen of those that were narrowed to
    /// @param all what is seen, however narrowed
    /// @param facets for each facet what would be found by each of its values, the others narrowed as they are
    record Counts(long total, long all, Map<String, List<Count>> facets) {}

    /// Which cells have any, and how many.
    private static final class Sparse {
        private final int[] cells;
        private final int[] counts;

        int size() {
            return A_QUESTION + cells.length;
        }

        Sparse(int[] all) {
            int some = 0;
            for (int count : all) {
                some += count > 0 ? 1 : 0;
            }
            cells = new int[some];
            counts = new int[some];
            for (int cell = 0, at = 0; at < some; cell++) {
                if (all[cell] > 0) {
                    cells[at] = cell;
                    counts[at++] = all[cell];
                }
            }
        }
    }

    private record Asked(Object part, Query query) {}

    private record Part(Cells cells, Sparse counts) {}

    private final Map<Asked, Sparse> kept = new LinkedHashMap<>(256, 0.75f, true);
    private int size;

    /// @param query without who asks and what it is narrowed by
    /// @param chosen facet → values of which one must hold
    Counts count(IndexSearcher searcher, Query query, Collection<String> sight, Map<String, List<String>> chosen)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        List<LeafReaderContext> missing = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Sparse known = known(asked(leaf, query));
            if (known == null) {
                missing.add(leaf);
            } else {
                parts.add(new Part(Cells.of(leaf.reader()), known));
            }
        }
        if (!missing.isEmpty()) {
            parts.addAll(counted(searcher, query, missing));
        }
        return fold(parts, sight, chosen);
    }

    private static Asked asked(LeafReaderContext leaf, Query query) {
        return new Asked(leaf.reader().getReaderCacheHelper().getKey(), query);
    }

    private synchronized @Nullable Sparse known(Asked asked) {
        return kept.get(asked);
    }

    private synchronized void keep(Asked asked, Sparse counts) {
        Sparse before = kept.put(asked, counts);
        size += counts.size() - (before == null ? 0 : before.size());
        var eldest = kept.values().iterator();
        while (size > KEPT && eldest.hasNext()) {
            size -= eldest.next().size();
            eldest.remove();
        }
    }

    private List<Part> counted(IndexSearcher searcher, Query query, List<LeafReaderContext> missing)
            throws IOException {
        Map<Object, int[]> raw = searcher.search(query, new PerCell(missing));
        List<Part> parts = new ArrayList<>();
        for (LeafReaderContext leaf : missing) {
            Sparse sparse = new Sparse(raw.getOrDefault(leaf.id(), new int[0]));
            keep(asked(leaf, query), sparse);
            parts.add(new Part(Cells.of(leaf.reader()), sparse));
        }
        return parts;
    }

    /// A value counts for its facet where all other facets are as chosen.
    private static Counts fold(List<Part> parts, Collection<String> sight, Map<String, List<String>> chosen) {
        long[][] counts = Cells.counters();
        List<@Nullable BitSet> wanted = Cells.numbers(chosen);
        long total = 0;
        long all = 0;
        for (Part part : parts) {
            BitSet seen = part.cells.seenBy(sight);
            for (int i = 0; i < part.counts.cells.length; i++) {
                int cell = part.counts.cells[i];
                if (!seen.get(cell)) {
                    continue;
                }
                int count = part.counts.counts[i];
                all += count;
                int otherwise = -1;
                int misses = 0;
                for (int facet = 0; facet < counts.length && !chosen.isEmpty(); facet++) {
                    BitSet values = wanted.get(facet);
                    if (values != null && !values.get(part.cells.value(cell, facet))) {
                        otherwise = facet;
                        misses++;
                    }
                }
                total += misses == 0 ? count : 0;
                for (int facet = 0; facet < counts.length; facet++) {
                    if (misses == 0 || (misses == 1 && facet == otherwise)) {
                        counts[facet][part.cells.value(cell, facet)] += count;
                    }
                }
            }
        }
        return new Counts(total, all, listed(counts));
    }

    private static Map<String, List<Count>> listed(long[][] counts) {
        Map<String, List<Count>> listed = new LinkedHashMap<>();
        for (int facet = 0; facet < counts.length; facet++) {
            List<Count> values = new ArrayList<>();
            for (int value = 0; value < counts[facet].length; value++) {
                String word = Cells.word(facet, value);
                if (counts[facet][value] > 0 && !word.isEmpty()) {
                    values.add(new Count(word, counts[facet][value]));
                }
            }
            values.sort(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::value));
            listed.put(Cells.FACETS.get(facet), values);
        }
        return listed;
    }

    /// Counts by cell, part by part; does not score.
    private record PerCell(List<LeafReaderContext> parts)
            implements CollectorManager<PerCell.Counter, Map<Object, int[]>> {
        @Override
        public Counter newCollector() {
            return new Counter(parts, new HashMap<>());
        }

        @Override
        public Map<Object, int[]> reduce(Collection<Counter> counters) {
            Map<Object, int[]> all = new HashMap<>();
            counters.forEach(counter -> all.putAll(counter.counts));
            return all;
        }

        private record Counter(List<LeafReaderContext> parts, Map<Object, int[]> counts) implements Collector {
            @Override
            public LeafCollector getLeafCollector(LeafReaderContext leaf) {
                if (parts.stream().noneMatch(part -> Objects.equals(part.id(), leaf.id()))) {
                    throw new org.apache.lucene.search.CollectionTerminatedException();
                }
                Cells cells = Cells.of(leaf.reader());
                int[] here = new int[cells.count()];
                counts.put(leaf.id(), here);
                return new LeafCollector() {
                    @Override
                    public void setScorer(Scorable scorer) {
                        // Nothing is scored.
                    }

                    @Override
                    public void collect(int document) {
                        here[cells.of(document)]++;
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
