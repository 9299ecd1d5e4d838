package org.shuguan.server.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.identity.Actor;
import org.springframework.stereotype.Component;

/// Finds entries across the city. Whether one may see a version is part of the question, so what one may not see is
/// neither listed nor counted.
@Component
class CatalogSearch {
    private static final int MOST_SHOWN = 10_000;
    private static final int LONGEST_QUERY = 200;

    /// @param ranges where in the text the words were found: start and end alternating, for the reader's eye
    record Highlighted(String text, List<Integer> ranges) {}

    record Hit(Version version, Highlighted title, Highlighted summary, List<Highlighted> items) {}

    record Count(String value, long count) {}

    record Result(List<Hit> hits, long total, Map<String, List<Count>> facets) {}

    private final SearchIndex index;
    private final Versions versions;
    private final Analyzer analyzer = SearchIndex.analyzer();

    CatalogSearch(SearchIndex index, Versions versions) {
        this.index = index;
        this.versions = versions;
    }

    /// @param chosen facet → values of which one must hold
    Result search(@Nullable String words, Map<String, List<String>> chosen, int page, int size, Actor actor) {
        String asked = words == null ? "" : words.strip();
        String query = asked.length() > LONGEST_QUERY ? asked.substring(0, LONGEST_QUERY) : asked;
        try {
            IndexSearcher searcher = index.searchers().acquire();
            try {
                return search(searcher, query, chosen, page, size, CatalogAccess.sight(actor));
            } finally {
                index.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result search(
            IndexSearcher searcher,
            String query,
            Map<String, List<String>> chosen,
            int page,
            int size,
            List<String> sight)
            throws IOException {
        Query visible = new ConstantScoreQuery(
                new TermInSetQuery("mark", sight.stream().map(BytesRef::new).toList()));
        Query asked = new BooleanQuery.Builder()
                .add(words(query), Occur.MUST)
                .add(visible, Occur.FILTER)
                .build();
        DrillDownQuery drill = new DrillDownQuery(index.facets(), asked);
        chosen.forEach((facet, values) -> values.forEach(value -> drill.add(facet, value)));
        boolean faceted = searcher.getIndexReader().leaves().stream()
                .anyMatch(leaf -> leaf.reader().getFieldInfos().fieldInfo("$facets") != null);
        if (!faceted) {
            return new Result(List.of(), 0, Map.of());
        }
        var state = new DefaultSortedSetDocValuesReaderState(searcher.getIndexReader(), index.facets());
        int wanted = Math.min(MOST_SHOWN, page * size);
        DrillSideways.DrillSidewaysResult found =
                new DrillSideways(searcher, index.facets(), state).search(drill, wanted);
        List<String> keys = new ArrayList<>();
        ScoreDoc[] docs = found.hits.scoreDocs;
        for (int i = (page - 1) * size; i < docs.length; i++) {
            keys.add(searcher.storedFields().document(docs[i].doc).get("key"));
        }
        return new Result(hits(keys, query), searcher.count(drill), counts(found.facets));
    }

    private Query words(String query) {
        if (query.isEmpty()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        var all = new BooleanQuery.Builder();
        QueryBuilder build = new QueryBuilder(analyzer);
        for (String part : query.split("\\s+", -1)) {
            var any = new BooleanQuery.Builder();
            any.add(new BoostQuery(new TermQuery(new Term("code", part)), 10), Occur.SHOULD);
            add(any, build.createBooleanQuery("titleWords", part, Occur.MUST), 6);
            add(any, build.createPhraseQuery("title", part), 5);
            add(any, build.createBooleanQuery("textWords", part, Occur.MUST), 2);
            add(any, build.createPhraseQuery("text", part), 1);
            all.add(any.build(), Occur.MUST);
        }
        return all.build();
    }

    private static void add(BooleanQuery.Builder any, @Nullable Query query, float boost) {
        if (query != null) {
            any.add(new BoostQuery(query, boost), Occur.SHOULD);
        }
    }

    private static Map<String, List<Count>> counts(Facets facets) throws IOException {
        Map<String, List<Count>> counts = new LinkedHashMap<>();
        for (String name : SearchIndex.FACETS) {
            FacetResult result = null;
            try {
                result = facets.getTopChildren(50, name);
            } catch (IllegalArgumentException nobodyHasIt) {
                // No version has a value for it yet.
                result = null;
            }
            List<Count> values = new ArrayList<>();
            if (result != null) {
                for (LabelAndValue value : result.labelValues) {
                    values.add(new Count(value.label, value.value.longValue()));
                }
            }
            values.sort(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::value));
            counts.put(name, values);
        }
        return counts;
    }

    private List<Hit> hits(Collection<String> keys, String query) throws IOException {
        Map<String, Version> byKey = versions.page(keys).stream()
                .collect(Collectors.toMap(version -> version.entry() + ":" + version.number(), version -> version));
        Set<String> fragments = fragments(query);
        List<Hit> hits = new ArrayList<>();
        for (String key : keys) {
            Version version = byKey.get(key);
            if (version != null) {
                hits.add(hit(version, fragments));
            }
        }
        return hits;
    }

    private static Hit hit(Version version, Set<String> fragments) {
        Content content = version.content();
        return new Hit(
                version,
                highlight(content.title(), fragments),
                highlight(content.summary() == null ? "" : content.summary(), fragments),
                content.items().stream()
                        .map(item -> highlight(
                                item.physicalName() == null ? item.name() : item.name() + " " + item.physicalName(),
                                fragments))
                        .filter(item -> !item.ranges().isEmpty())
                        .limit(6)
                        .toList());
    }

    /// The pieces of the question that were looked for.
    private Set<String> fragments(String query) throws IOException {
        Set<String> fragments = new java.util.LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("title", query)) {
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                fragments.add(query.substring(offset.startOffset(), offset.endOffset())
                        .toLowerCase(Locale.ROOT));
            }
            tokens.end();
        }
        return fragments;
    }

    static Highlighted highlight(String text, Set<String> fragments) {
        boolean[] lit = new boolean[text.length()];
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() == text.length()) {
            for (String fragment : fragments) {
                for (int at = lower.indexOf(fragment);
                        at >= 0 && !fragment.isEmpty();
                        at = lower.indexOf(fragment, at + 1)) {
                    java.util.Arrays.fill(lit, at, at + fragment.length(), true);
                }
            }
        }
        List<Integer> ranges = new ArrayList<>();
        for (int i = 0; i < lit.length; i++) {
            if (lit[i] && (i == 0 || !lit[i - 1])) {
                ranges.add(i);
            }
            if (lit[i] && (i + 1 == lit.length || !lit[i + 1])) {
                ranges.add(i + 1);
            }
        }
        return new Highlighted(text, ranges);
    }
}
