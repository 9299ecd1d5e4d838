package org.shuguan.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;

/// An index of some entries in a temporary folder, without server and database. Added entries are found after
/// [#refreshed].
final class SampleIndex implements AutoCloseable {
    private static final String OWNER = "04";
    private static final UnitNames UNITS = new UnitNames(List.of(
            new UnitName(OWNER, "市人社局", "Human Resources and Social Security Bureau"),
            new UnitName("03", "市公安局", "Public Security Bureau"),
            new UnitName("11", "端州区", "Duanzhou District")));

    final EntrySearch search;
    private final LuceneIndex index;
    private int number;

    SampleIndex() {
        this(Synonyms.shipped());
    }

    SampleIndex(List<List<String>> synonymGroups) {
        try {
            index = new LuceneIndex(Files.createTempDirectory("shuguan-sample-index"), "sample");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index.open();
        Synonyms synonyms = new Synonyms(synonymGroups);
        search = new EntrySearch(index, () -> synonyms, () -> UNITS);
    }

    SampleIndex with(String title, String summary, String... items) {
        return withUnits(OWNER, title, summary, items);
    }

    /// An entry of this unit.
    SampleIndex withUnits(String unit, String title, String summary, String... items) {
        index.put(version(++number, unit, Version.State.PUBLISHED, title, summary, null, items));
        return this;
    }

    /// An entry built from a table.
    SampleIndex withTable(String source, String path, String title, String... items) {
        var mount = new Content.Mount(new UUID(2, number), source, path, 1, 1, Instant.EPOCH);
        index.put(version(++number, OWNER, Version.State.PUBLISHED, title, "", mount, items));
        return this;
    }

    /// A draft, which only its unit may see.
    SampleIndex withDraft(String unit, String title, String... items) {
        index.put(version(++number, unit, Version.State.DRAFT, title, "", null, items));
        return this;
    }

    SampleIndex refreshed() {
        index.refresh();
        return this;
    }

    /// A published version of its own entry.
    static Version published(int number, String title) {
        return version(number, OWNER, Version.State.PUBLISHED, title, "", null);
    }

    private static Version version(
            int number,
            String unit,
            Version.State state,
            String title,
            String summary,
            Content.@Nullable Mount mount,
            String... items) {
        Content content = new Content(
                title,
                summary,
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_3,
                null,
                List.of(),
                mount,
                Arrays.stream(items).map(SampleIndex::item).toList());
        return new Version(
                new UUID(1, number),
                new UnitCode(unit),
                new ResourceCode("307441" + unit + "010/" + String.format("%06d", number)),
                1,
                state,
                content,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH.plusSeconds(number),
                "x");
    }

    private static Content.Item item(String name) {
        return new Content.Item(
                name, "c" + name.hashCode(), "C", 18, false, Grade.GENERAL_1, null, null, null, null, null);
    }

    EntrySearch.SearchResult find(String typed) {
        return find(typed, VisibilityQuery.EVERYBODY);
    }

    EntrySearch.SearchResult find(String typed, List<String> readerMarks) {
        return search.search(SearchQuery.parse(typed), Map.of(), 1, 100, readerMarks);
    }

    /// The titles of the matches of a query, the best first.
    List<String> titles(String typed) {
        return find(typed).hits().stream().map(hit -> hit.version().title()).toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
