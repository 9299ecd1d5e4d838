package org.shuguan.bench.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.search.OfflineSearch;

/// The city's entries, all published, in an index of their own.
final class CityIndex implements AutoCloseable {
    private static final int FIRST_PAGE = 10;

    private final OfflineSearch search;
    private final Map<UUID, String> keys = new HashMap<>();

    CityIndex(City city, List<City.Entry> entries) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Version version = City.published(entries.get(i), i + 1L);
            keys.put(version.entry(), entries.get(i).key());
            versions.add(version);
        }
        try {
            search = new OfflineSearch(Files.createTempDirectory("shuguan-relevance"), city.unitNames(), versions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The keys of the first ten entries that a query finds, the best first.
    List<String> find(String query) {
        return search.find(query, FIRST_PAGE).stream()
                .map(entry -> String.valueOf(keys.get(entry)))
                .toList();
    }

    @Override
    public void close() {
        search.close();
    }
}
