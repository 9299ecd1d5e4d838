package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The city's entries in an index, all published.
final class CityIndex implements AutoCloseable {
    private static final List<String> EVERYBODY = List.of("all");

    private final EntryIndex index;
    private final Finder finder;
    private final Map<UUID, String> keys = new HashMap<>();

    CityIndex(City city, List<City.Entry> entries) {
        try {
            index = EntryIndex.open(Files.createTempDirectory("shuguan-relevance"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < entries.size(); i++) {
            var version = City.published(entries.get(i), i + 1L);
            keys.put(version.entry(), entries.get(i).key());
            index.put(version);
        }
        index.show();
        Synonyms synonyms = new Synonyms(Synonyms.shipped());
        UnitNames units = new UnitNames(city.units());
        finder = new Finder(index, () -> synonyms, () -> units);
    }

    List<String> find(String question) {
        return finder.find(Question.parse(question), Map.of(), 1, 10, EVERYBODY).hits().stream()
                .map(hit -> String.valueOf(keys.get(hit.shown().entry())))
                .toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
