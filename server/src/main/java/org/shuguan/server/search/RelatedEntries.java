package org.shuguan.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/// Entries related to an entry: built from the same table, or sharing at least two items with it; rare items count
/// more. A common theme alone does not relate entries; it only ranks them higher.
final class RelatedEntries {
    private static final int LIMIT = 8;
    private static final int LEAST_SHARED_ITEMS = 2;
    /// If an entry has more items, the rarest are compared, because Lucene refuses more than 1,024 clauses.
    private static final int MAX_ITEMS = 300;
    private static final float SAME_MOUNT_BOOST = 100;
    private static final float SAME_THEME_BOOST = 0.5f;
    private static final float LEAST_BOOST = 0.01f;

    /// @param items names of the shared items
    record Relation(IndexedVersion version, List<String> items, boolean sameMount, boolean sameTheme) {}

    private final EntrySearch search;

    RelatedEntries(EntrySearch search) {
        this.search = search;
    }

    /// The most related first, eight at most.
    List<Relation> of(IndexedVersion version, Collection<String> readerMarks) {
        return search.withSearcher(searcher -> {
            Map<String, String> items = new LinkedHashMap<>();
            version.items()
                    .forEach(item -> items.put(NormalizedText.of(item.name()).asTerm(), item.name()));
            Query query = query(searcher.getIndexReader(), version, items.keySet(), readerMarks);
            List<Relation> relations = new ArrayList<>();
            // Two versions of the same entry may be found.
            for (ScoreDoc doc : searcher.search(query, new TopScoreDocCollectorManager(2 * LIMIT, 1)).scoreDocs) {
                Relation relation = relation(searcher, doc, version, items);
                UUID entry = relation.version().entry();
                if (relations.size() < LIMIT
                        && relations.stream()
                                .noneMatch(known -> known.version().entry().equals(entry))) {
                    relations.add(relation);
                }
            }
            return relations;
        });
    }

    private static Query query(
            IndexReader reader, IndexedVersion version, Set<String> items, Collection<String> readerMarks)
            throws IOException {
        var shared = new BooleanQuery.Builder().setMinimumNumberShouldMatch(Math.min(LEAST_SHARED_ITEMS, items.size()));
        Map<String, Float> rarity = new HashMap<>();
        for (String item : items) {
            int documents = reader.docFreq(new Term(Fields.ITEM_EXACT, item));
            rarity.put(item, (float) Math.log((reader.maxDoc() + 2.0) / (documents + 1.0)));
        }
        rarity.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                .limit(MAX_ITEMS)
                .forEach(item -> shared.add(
                        constant(new Term(Fields.ITEM_EXACT, item.getKey()), item.getValue()), Occur.SHOULD));
        var either = new BooleanQuery.Builder();
        if (!items.isEmpty()) {
            either.add(shared.build(), Occur.SHOULD);
        }
        if (version.mount() != null) {
            either.add(constant(new Term(Fields.MOUNT_EXACT, version.mount()), SAME_MOUNT_BOOST), Occur.SHOULD);
        }
        var all = new BooleanQuery.Builder()
                .add(either.build(), Occur.MUST)
                .add(new VisibilityQuery(readerMarks), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.ENTRY, version.entry().toString())), Occur.MUST_NOT);
        if (version.theme() != null) {
            all.add(constant(new Term(Fields.FACET, "theme=" + version.theme()), SAME_THEME_BOOST), Occur.SHOULD);
        }
        return all.build();
    }

    private static Query constant(Term term, float boost) {
        return Queries.constant(new TermQuery(term), Math.max(LEAST_BOOST, boost));
    }

    private static Relation relation(
            IndexSearcher searcher, ScoreDoc doc, IndexedVersion version, Map<String, String> items)
            throws IOException {
        IndexedVersion other = EntrySearch.stored(searcher, doc.doc);
        Set<String> otherItems = other.items().stream()
                .map(item -> NormalizedText.of(item.name()).asTerm())
                .collect(Collectors.toSet());
        return new Relation(
                other,
                items.entrySet().stream()
                        .filter(item -> otherItems.contains(item.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                version.mount() != null && version.mount().equals(other.mount()),
                version.theme() != null && Objects.equals(version.theme(), other.theme()));
    }
}
