package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.jspecify.annotations.Nullable;

/// The facets of a part of the index, read once and kept as long as the part is there. Entries that are alike in all
/// facets and seen by the same people share a cell, of which there are thousands where there are a million entries. To
/// count what a question finds is then one addition an entry; who asks and what they narrowed by is applied to the cells,
/// not to the entries, so the count of a question serves everybody who asks it.
final class Cells {
    static final List<String> FACETS = List.of("unit", "theme", "class", "grade", "sharing", "opening");
    private static final char BETWEEN = '\t';
    private static final Map<IndexReader.CacheKey, Cells> KNOWN = new ConcurrentHashMap<>();

    /// @param values one for each facet, empty where there is none
    record Cell(List<String> values, List<String> marks) {
        boolean isSeenBy(Collection<String> sight) {
            return marks.stream().anyMatch(sight::contains);
        }
    }

    private final int[] ofDocument;
    private final Cell[] cells;

    private Cells(int[] ofDocument, Cell[] cells) {
        this.ofDocument = ofDocument;
        this.cells = cells;
    }

    /// @param each takes every facet that has a value
    static String of(Shown shown, List<String> marks, BiConsumer<String, String> each) {
        List<String> values = Arrays.asList(
                shown.unit().value(),
                word(shown.theme()),
                Integer.toString(shown.code().classNumber()),
                shown.grade().word(),
                shown.sharingType() == null ? "" : shown.sharingType().word(),
                shown.openingType() == null ? "" : shown.openingType().word());
        for (int facet = 0; facet < FACETS.size(); facet++) {
            if (!values.get(facet).isEmpty()) {
                each.accept(FACETS.get(facet), values.get(facet));
            }
        }
        return String.join("\t", values) + BETWEEN + String.join(",", marks);
    }

    private static String word(@Nullable String theme) {
        return theme == null ? "" : theme.replace(BETWEEN, ' ').strip();
    }

    static Cells of(LeafReader leaf) {
        IndexReader.CacheHelper helper = leaf.getCoreCacheHelper();
        Cells known = KNOWN.get(helper.getKey());
        if (known == null) {
            known = read(leaf);
            if (KNOWN.putIfAbsent(helper.getKey(), known) == null) {
                helper.addClosedListener(KNOWN::remove);
            }
        }
        return known;
    }

    private static Cells read(LeafReader leaf) {
        try {
            SortedDocValues values = DocValues.getSorted(leaf, Fields.CELL);
            int[] ofDocument = new int[leaf.maxDoc()];
            while (values.nextDoc() < leaf.maxDoc()) {
                ofDocument[values.docID()] = values.ordValue();
            }
            Cell[] cells = new Cell[values.getValueCount()];
            for (int i = 0; i < cells.length; i++) {
                String[] parts = values.lookupOrd(i).utf8ToString().split(String.valueOf(BETWEEN), -1);
                cells[i] = new Cell(
                        Arrays.stream(parts)
                                .limit(FACETS.size())
                                .map(String::intern)
                                .toList(),
                        List.of(parts[FACETS.size()].split(",", -1)));
            }
            return new Cells(ofDocument, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return cells.length;
    }

    int of(int document) {
        return ofDocument[document];
    }

    Cell get(int cell) {
        return cells[cell];
    }
}
