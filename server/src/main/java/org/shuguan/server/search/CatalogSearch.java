package org.shuguan.server.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Service;

/// Search of the catalog, for other modules.
@Service
public class CatalogSearch {
    /// Names of the facets that can be used as filters.
    public static final List<String> FACETS = FacetCombinations.FACETS;

    private final SearchIndex index;
    private final SimilarEntries similarEntries;

    CatalogSearch(SearchIndex index) {
        this.index = index;
        this.similarEntries = new SimilarEntries(index.search());
    }

    /// @param entries the best first, up to the limit
    /// @param total number of all matches that the reader may see
    public record Matches(List<UUID> entries, long total) {}

    /// Refuses a query that the search would refuse.
    ///
    /// @throws InvalidInput if it is longer than 200 characters
    public static void check(String query) {
        SearchQuery.parse(query);
    }

    /// @param filters facet → values; a match must have one of them
    /// @param readerMarks the visibility marks of the reader, see [CatalogReader]
    /// @throws InvalidInput if the query is longer than 200 characters
    public Matches find(String query, Map<String, List<String>> filters, int limit, Collection<String> readerMarks) {
        EntrySearch.SearchResult result =
                index.search().search(SearchQuery.parse(query), filters, 1, limit, readerMarks);
        return new Matches(
                result.hits().stream().map(hit -> hit.version().entry()).toList(), result.total());
    }

    /// The saved queries that match a version, in their order; a query matches as it was typed, without tolerance
    /// for mistakes. The version's entry is indexed first, so that the result does not depend on pending index
    /// updates.
    ///
    /// @param query of a candidate, as it was typed
    /// @param filters of a candidate: facet → values; a match must have one of them
    public <T> List<T> matching(
            Version version,
            List<T> candidates,
            Function<T, String> query,
            Function<T, Map<String, List<String>>> filters) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        index.update(Set.of(version.entry()));
        String key = IndexedVersion.key(version);
        List<String> marks = CatalogReader.marks(version);
        return candidates.stream()
                .filter(one ->
                        index.search().matches(SearchQuery.parse(query.apply(one)), filters.apply(one), marks, key))
                .toList();
    }

    /// Published entries that resemble a description of one or more sentences, the most similar first. Every
    /// official may see them.
    ///
    /// @param description its first 400 characters are compared
    public List<UUID> similarTo(String description, int limit) {
        return similarEntries.to(description, limit);
    }

    /// Indexes all changes of the catalog up to now. The index is updated automatically every few seconds; this is
    /// for callers that must not wait, such as measurements.
    public void catchUp() {
        index.catchUp();
    }
}
