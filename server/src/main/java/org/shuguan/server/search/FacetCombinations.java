package org.shuguan.server.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.jspecify.annotations.Nullable;

/// The facet combinations of a segment, read once and cached while the segment is open. Documents with the same
/// values in all facets and the same visibility marks share a combination; a million entries have some thousands
/// of combinations. Counting the matches of a query then needs one addition per match. Visibility and filters are
/// applied to the combinations and not to the documents, so the cached counts of a query can be used for every
/// reader.
final class FacetCombinations {
    static final List<String> FACETS = List.of("unit", "theme", "class", "grade", "sharing", "opening");
    private static final String SEPARATOR = "\t";
    private static final int CACHED_READERS = 200;
    private static final Map<IndexReader.CacheKey, FacetCombinations> BY_SEGMENT = new ConcurrentHashMap<>();
    /// Numbers of the facets' values, the same in all segments. A city has hundreds of values.
    private static final List<Values> VALUES =
            FACETS.stream().map(any -> new Values()).toList();

    private static final class Values {
        private final List<String> values = new ArrayList<>();
        private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

        synchronized int number(String value) {
            return numbers.computeIfAbsent(value, added -> {
                values.add(added);
                return values.size() - 1;
            });
        }

        synchronized String value(int number) {
            return values.get(number);
        }

        synchronized int size() {
            return values.size();
        }
    }

    private final int[] byDocument;
    /// Value numbers, one per facet, for one combination after the other.
    private final int[] facetValues;
    private final List<List<String>> marks = new ArrayList<>();
    private final Cache<Set<String>, BitSet> visible =
            Caffeine.newBuilder().maximumSize(CACHED_READERS).build();

    private FacetCombinations(LeafReader segment) throws IOException {
        SortedDocValues combinations = DocValues.getSorted(segment, Fields.COMBINATION);
        byDocument = new int[segment.maxDoc()];
        while (combinations.nextDoc() < segment.maxDoc()) {
            byDocument[combinations.docID()] = combinations.ordValue();
        }
        facetValues = new int[combinations.getValueCount() * FACETS.size()];
        for (int combination = 0; combination < combinations.getValueCount(); combination++) {
            String[] parts = combinations.lookupOrd(combination).utf8ToString().split(SEPARATOR, -1);
            for (int facet = 0; facet < FACETS.size(); facet++) {
                facetValues[combination * FACETS.size() + facet] =
                        VALUES.get(facet).number(parts[facet]);
            }
            marks.add(List.of(parts[FACETS.size()].split(",", -1)));
        }
    }

    static FacetCombinations of(LeafReader segment) {
        IndexReader.CacheHelper helper = segment.getCoreCacheHelper();
        FacetCombinations known = BY_SEGMENT.get(helper.getKey());
        if (known != null) {
            return known;
        }
        try {
            FacetCombinations read = new FacetCombinations(segment);
            if (BY_SEGMENT.putIfAbsent(helper.getKey(), read) == null) {
                helper.addClosedListener(BY_SEGMENT::remove);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A version's combination as stored in the index.
    ///
    /// @param eachFacet receives name and value of each facet that has a value
    static String combination(IndexedVersion version, List<String> marks, BiConsumer<String, String> eachFacet) {
        List<String> values = Arrays.asList(
                version.unit().value(),
                theme(version.theme()),
                Integer.toString(version.code().classNumber()),
                version.grade().word(),
                version.sharingType() == null ? "" : version.sharingType().word(),
                version.openingType() == null ? "" : version.openingType().word());
        for (int facet = 0; facet < FACETS.size(); facet++) {
            if (!values.get(facet).isEmpty()) {
                eachFacet.accept(FACETS.get(facet), values.get(facet));
            }
        }
        return String.join(SEPARATOR, values) + SEPARATOR + String.join(",", marks);
    }

    private static String theme(@Nullable String theme) {
        return theme == null ? "" : theme.replace(SEPARATOR, " ").strip();
    }

    /// A counter for each value of each facet, by facet and value number.
    static long[][] counters() {
        return VALUES.stream().map(values -> new long[values.size()]).toArray(long[][]::new);
    }

    /// Numbers of the filters' values by facet; null for a facet without a filter.
    static List<@Nullable BitSet> valueNumbers(Map<String, List<String>> filters) {
        List<@Nullable BitSet> all = new ArrayList<>();
        for (int facet = 0; facet < FACETS.size(); facet++) {
            List<String> values = filters.getOrDefault(FACETS.get(facet), List.of());
            BitSet numbers = new BitSet();
            for (String value : values) {
                // A value that no document has gets no number, otherwise requests could fill the list.
                Integer number = VALUES.get(facet).numbers.get(value);
                if (number != null) {
                    numbers.set(number);
                }
            }
            all.add(values.isEmpty() ? null : numbers);
        }
        return all;
    }

    static String value(int facet, int number) {
        return VALUES.get(facet).value(number);
    }

    /// The number of combinations.
    int size() {
        return marks.size();
    }

    int ofDocument(int document) {
        return byDocument[document];
    }

    int facetValue(int combination, int facet) {
        return facetValues[combination * FACETS.size() + facet];
    }

    /// The combinations whose documents a reader with these marks may see. The set is shared and must not be
    /// changed.
    BitSet visibleTo(Collection<String> readerMarks) {
        return visible.get(Set.copyOf(readerMarks), this::computeVisible);
    }

    private BitSet computeVisible(Set<String> readerMarks) {
        BitSet found = new BitSet(marks.size());
        for (int combination = 0; combination < marks.size(); combination++) {
            for (String mark : marks.get(combination)) {
                if (readerMarks.contains(mark)) {
                    found.set(combination);
                    break;
                }
            }
        }
        return found;
    }
}
