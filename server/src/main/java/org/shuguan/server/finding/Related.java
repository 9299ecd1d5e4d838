package org.shuguan.server.finding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/// What goes with an entry: made of the same table, or sharing items with it, the rarer the more. Being of one theme
/// alone makes nobody related, but comes first among equals.
final class Related {
    private static final int MOST = 8;
    private static final int LEAST_SHARED = 2;
    /// Of an entry with thousands of items the rarest say enough.
    private static final int MOST_ITEMS = 300;
    private static final float SAME_MOUNT = 100;
    private static final float SAME_THEME = 0.5f;

    /// @param items names of the items that both have
    record Relation(Shown shown, List<String> items, boolean sameMount, boolean sameTheme) {}

    private final Finder finder;

    Related(Finder finder) {
        this.finder = finder;
    }

    List<Relation> of(Shown entry, Collection<String> sight) {
        return finder.searching(searcher -> {
            Map<String, String> items = new LinkedHashMap<>();
            entry.items().forEach(item -> items.put(Signs.of(item.name()).bare(), item.name()));
            Query query = query(searcher.getIndexReader(), entry, items.keySet(), sight);
            List<Relation> relations = new ArrayList<>();
            // An entry may come with two of its versions.
            for (ScoreDoc doc : searcher.search(query, new TopScoreDocCollectorManager(2 * MOST, 1)).scoreDocs) {
                Relation relation = relation(searcher, doc, entry, items);
                if (relations.size() < MOST
                        && relations.stream()
                                .noneMatch(known -> known.shown()
                                        .entry()
                                        .equals(relation.shown().entry()))) {
                    relations.add(relation);
                }
            }
            return relations;
        });
    }

    private static Query query(IndexReader reader, Shown entry, Set<String> items, Collection<String> sight)
            throws IOException {
        var shared = new BooleanQuery.Builder().setMinimumNumberShouldMatch(Math.min(LEAST_SHARED, items.size()));
        Map<String, Float> rarity = new HashMap<>();
        for (String item : items) {
            int known = reader.docFreq(new Term(Fields.ITEM_IS, item));
            rarity.put(item, (float) Math.log((reader.maxDoc() + 2.0) / (known + 1.0)));
        }
        rarity.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                .limit(MOST_ITEMS)
                .forEach(item ->
                        shared.add(constant(new Term(Fields.ITEM_IS, item.getKey()), item.getValue()), Occur.SHOULD));
        var either = new BooleanQuery.Builder();
        if (!items.isEmpty()) {
            either.add(shared.build(), Occur.SHOULD);
        }
        if (entry.mount() != null) {
            either.add(constant(new Term(Fields.MOUNT_IS, entry.mount()), SAME_MOUNT), Occur.SHOULD);
        }
        var all = new BooleanQuery.Builder()
                .add(either.build(), Occur.MUST)
                .add(new Sight(sight), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.ENTRY, entry.entry().toString())), Occur.MUST_NOT);
        if (entry.theme() != null) {
            all.add(constant(new Term(Fields.FACET, "theme=" + entry.theme()), SAME_THEME), Occur.SHOULD);
        }
        return all.build();
    }

    private static Query constant(Term term, float weight) {
        return new BoostQuery(new ConstantScoreQuery(new TermQuery(term)), Math.max(0.01f, weight));
    }

    private static Relation relation(IndexSearcher searcher, ScoreDoc doc, Shown entry, Map<String, String> items)
            throws IOException {
        Shown other = Finder.shown(searcher, doc.doc);
        Set<String> theirs =
                other.items().stream().map(item -> Signs.of(item.name()).bare()).collect(Collectors.toSet());
        return new Relation(
                other,
                items.entrySet().stream()
                        .filter(item -> theirs.contains(item.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                entry.mount() != null && entry.mount().equals(other.mount()),
                entry.theme() != null && Objects.equals(entry.theme(), other.theme()));
    }
}
