package org.shuguan.server.finding;

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

/// The facets of a part of the index, read once and kept as long as the part is there. Entries that are alike in all
/// facets and seen by the same people share a cell, of which there are thousands where there are a million entries.
/// To count what a question finds is then one addition an entry; who asks and what they narrowed by is applied to the
/// cells, not to the entries, so the count of a question serves everybody who asks it.
final class Cells {
    static final List<String> FACETS = List.of("unit", "theme", "class", "grade", "sharing", "opening");
    private static final String BETWEEN = "\t";
    private static final int SIGHTS_KEPT = 200;
    private static final Map<IndexReader.CacheKey, Cells> KNOWN = new ConcurrentHashMap<>();
    /// Facets' values by number, in all parts of the index the same; a city has hundreds.
    private static final List<Words> WORDS =
            FACETS.stream().map(any -> new Words()).toList();

    private static final class Words {
        private final List<String> words = new ArrayList<>();
        private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

        synchronized int number(String word) {
            return numbers.computeIfAbsent(word, added -> {
                words.add(added);
                return words.size() - 1;
            });
        }

        synchronized String word(int number) {
            return words.get(number);
        }

        synchronized int size() {
            return words.size();
        }
    }

    private final int[] ofDocument;
    private final int[] values;
    private final List<List<String>> marks = new ArrayList<>();
    private final Cache<Set<String>, BitSet> seenBy =
            Caffeine.newBuilder().maximumSize(SIGHTS_KEPT).build();

    private Cells(LeafReader leaf) throws IOException {
        SortedDocValues cells = DocValues.getSorted(leaf, Fields.CELL);
        ofDocument = new int[leaf.maxDoc()];
        while (cells.nextDoc() < leaf.maxDoc()) {
            ofDocument[cells.docID()] = cells.ordValue();
        }
        values = new int[cells.getValueCount() * FACETS.size()];
        for (int cell = 0; cell < cells.getValueCount(); cell++) {
            String[] parts = cells.lookupOrd(cell).utf8ToString().split(BETWEEN, -1);
            for (int facet = 0; facet < FACETS.size(); facet++) {
                values[cell * FACETS.size() + facet] = WORDS.get(facet).number(parts[facet]);
            }
            marks.add(List.of(parts[FACETS.size()].split(",", -1)));
        }
    }

    static Cells of(LeafReader leaf) {
        IndexReader.CacheHelper helper = leaf.getCoreCacheHelper();
        Cells known = KNOWN.get(helper.getKey());
        if (known != null) {
            return known;
        }
        try {
            Cells read = new Cells(leaf);
            if (KNOWN.putIfAbsent(helper.getKey(), read) == null) {
                helper.addClosedListener(KNOWN::remove);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A version's cell as the index keeps it.
    ///
    /// @param each takes every facet that has a value
    static String of(Shown shown, List<String> marks, BiConsumer<String, String> each) {
        List<String> values = Arrays.asList(
                shown.unit().value(),
                theme(shown.theme()),
                Integer.toString(shown.code().classNumber()),
                shown.grade().word(),
                shown.sharingType() == null ? "" : shown.sharingType().word(),
                shown.openingType() == null ? "" : shown.openingType().word());
        for (int facet = 0; facet < FACETS.size(); facet++) {
            if (!values.get(facet).isEmpty()) {
                each.accept(FACETS.get(facet), values.get(facet));
            }
        }
        return String.join(BETWEEN, values) + BETWEEN + String.join(",", marks);
    }

    private static String theme(@Nullable String theme) {
        return theme == null ? "" : theme.replace(BETWEEN, " ").strip();
    }

    /// A counter for each value of each facet.
    static long[][] counters() {
        return WORDS.stream().map(words -> new long[words.size()]).toArray(long[][]::new);
    }

    /// The numbers of the values chosen, facet by facet; null where nothing is.
    static List<@Nullable BitSet> numbers(Map<String, List<String>> chosen) {
        List<@Nullable BitSet> all = new ArrayList<>();
        for (int facet = 0; facet < FACETS.size(); facet++) {
            List<String> values = chosen.getOrDefault(FACETS.get(facet), List.of());
            BitSet numbers = new BitSet();
            for (String value : values) {
                // What no entry has gets no number: a reader must not fill the list.
                Integer number = WORDS.get(facet).numbers.get(value);
                if (number != null) {
                    numbers.set(number);
                }
            }
            all.add(values.isEmpty() ? null : numbers);
        }
        return all;
    }

    static String word(int facet, int value) {
        return WORDS.get(facet).word(value);
    }

    int count() {
        return marks.size();
    }

    int of(int document) {
        return ofDocument[document];
    }

    int value(int cell, int facet) {
        return values[cell * FACETS.size() + facet];
    }

    /// The cells whose entries somebody with these marks sees; not to be changed.
    BitSet seenBy(Collection<String> sight) {
        return seenBy.get(Set.copyOf(sight), this::sought);
    }

    private BitSet sought(Set<String> among) {
        BitSet seen = new BitSet(marks.size());
        for (int cell = 0; cell < marks.size(); cell++) {
            for (String mark : marks.get(cell)) {
                if (among.contains(mark)) {
                    seen.set(cell);
                    break;
                }
            }
        }
        return seen;
    }
}
