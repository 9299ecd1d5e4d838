package org.shuguan.server.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.catalog.Version;

/// A search over given versions, with an index in its own folder and the built-in synonyms. It needs no server and
/// no database; it is used to measure ranking.
public final class OfflineSearch implements AutoCloseable {

    private final LuceneIndex index;
    private final EntrySearch search;

    /// @param folder empty, or with the index of an earlier run
    /// @param unitNames names of units in queries, by code
    /// @param versions published ones
    public OfflineSearch(Path folder, Map<String, String> unitNames, List<Version> versions) {
        index = new LuceneIndex(folder, "given versions");
        index.open();
        versions.forEach(index::put);
        index.refresh();
        Synonyms synonyms = new Synonyms(Synonyms.shipped());
        UnitNames units = new UnitNames(unitNames.entrySet().stream()
                .map(unit -> new UnitName(unit.getKey(), unit.getValue(), ""))
                .toList());
        search = new EntrySearch(index, () -> synonyms, () -> units);
    }

    /// The entries of the matching versions, the best first.
    public List<UUID> find(String query, int limit) {
        return search.search(SearchQuery.parse(query), Map.of(), 1, limit, VisibilityQuery.EVERYBODY).hits().stream()
                .map(hit -> hit.version().entry())
                .toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
