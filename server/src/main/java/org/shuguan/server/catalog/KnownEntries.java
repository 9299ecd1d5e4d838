package org.shuguan.server.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;

/// What the floors above may ask of entries: which there is, whose it is, whether it is published, and which
/// published
/// ones are likely what somebody describes.
@Service
public class KnownEntries {
    private static final int LONGEST = 400;
    private static final int SHORTEST_WORD = 2;
    private static final float WORTH_SHOWING = 0.35f;
    private static final String PUBLISHED = "all";

    /// @param published whether one of its versions is in the catalog today
    public record Known(
            UUID entry,
            ResourceCode code,
            UnitCode unit,
            String title,
            @Nullable String summary,
            @Nullable SharingType sharingType,
            boolean published) {}

    private final Versions versions;
    private final SearchIndex index;
    private final Analyzer analyzer = SearchIndex.analyzer();

    KnownEntries(Versions versions, SearchIndex index) {
        this.versions = versions;
        this.index = index;
    }

    /// The entry by its published version, else by its newest.
    public Optional<Known> find(UUID entry) {
        List<Version> all = versions.of(entry);
        return all.stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(KnownEntries::known);
    }

    /// Published entries that share words with a description, the likeliest first; all of them are open to every
    /// official.
    public List<Known> like(String description, int most) {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        int count = 0;
        for (String word : words(description)) {
            words.add(new BoostQuery(new TermQuery(new Term("titleWords", word)), 3), Occur.SHOULD);
            words.add(new TermQuery(new Term("textWords", word)), Occur.SHOULD);
            count++;
        }
        if (count == 0) {
            return List.of();
        }
        BooleanQuery query = words.add(new TermQuery(new Term("mark", PUBLISHED)), Occur.FILTER)
                .setMinimumNumberShouldMatch(1)
                .build();
        try {
            IndexSearcher searcher = index.searchers().acquire();
            try {
                List<String> keys = new ArrayList<>();
                float best = 0;
                for (ScoreDoc hit : searcher.search(query, most).scoreDocs) {
                    best = Math.max(best, hit.score);
                    if (hit.score >= best * WORTH_SHOWING) {
                        keys.add(searcher.storedFields().document(hit.doc).get("key"));
                    }
                }
                Map<String, Version> found = versions.page(keys).stream()
                        .collect(Collectors.toMap(
                                version -> version.entry() + ":" + version.number(), version -> version));
                return keys.stream()
                        .flatMap(key -> Optional.ofNullable(found.get(key)).stream())
                        .map(KnownEntries::known)
                        .toList();
            } finally {
                index.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> words(String description) {
        String text = description.substring(0, Math.min(LONGEST, description.length()));
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("titleWords", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (term.length() >= SHORTEST_WORD) {
                    words.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static Known known(Version version) {
        return new Known(
                version.entry(),
                version.code(),
                version.unit(),
                version.content().title(),
                version.content().summary(),
                version.content().sharingType(),
                version.state() == Version.State.PUBLISHED);
    }
}
