package org.shuguan.server.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
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

/// An index of published entries, without server and database.
final class Shelf implements AutoCloseable {
    static final List<String> EVERYBODY = List.of("all");
    private static final UnitNames UNITS = new UnitNames(List.of(
            new UnitName("04", "市人社局", "Human Resources and Social Security Bureau"),
            new UnitName("03", "市公安局", "Public Security Bureau"),
            new UnitName("11", "端州区", "Duanzhou District")));

    final EntryIndex index;
    final Finder finder;
    private int number;

    Shelf() {
        this(Synonyms.shipped());
    }

    Shelf(List<List<String>> synonymGroups) {
        try {
            index = EntryIndex.open(Files.createTempDirectory("shuguan-shelf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Synonyms synonyms = new Synonyms(synonymGroups);
        finder = new Finder(index, () -> synonyms, () -> UNITS);
    }

    Shelf with(String title, String summary, String... items) {
        index.put(version("04", Version.State.PUBLISHED, title, summary, items));
        return this;
    }

    Shelf withOf(String unit, String title, String summary, String... items) {
        index.put(version(unit, Version.State.PUBLISHED, title, summary, items));
        return this;
    }

    Shelf withTable(String source, String path, String title, String... items) {
        var mount = new Content.Mount(new UUID(2, number), source, path, 1, 1, Instant.EPOCH);
        index.put(version("04", Version.State.PUBLISHED, title, "", mount, items));
        return this;
    }

    /// What only its unit sees.
    Shelf withDraft(String unit, String title, String... items) {
        index.put(version(unit, Version.State.DRAFT, title, "", items));
        return this;
    }

    Shelf shown() {
        index.show();
        return this;
    }

    Version version(String unit, Version.State state, String title, String summary, String... items) {
        return version(unit, state, title, summary, null, items);
    }

    private Version version(
            String unit,
            Version.State state,
            String title,
            String summary,
            Content.@Nullable Mount mount,
            String... items) {
        number++;
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
                java.util.Arrays.stream(items)
                        .map(item -> new Content.Item(
                                item,
                                "c" + item.hashCode(),
                                "C",
                                18,
                                false,
                                Grade.GENERAL_1,
                                null,
                                null,
                                null,
                                null,
                                null))
                        .toList());
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
                Instant.EPOCH.plusSeconds(number),
                "x");
    }

    Finder.Found find(String typed) {
        return find(typed, EVERYBODY);
    }

    Finder.Found find(String typed, List<String> sight) {
        return finder.find(Question.parse(typed), Map.of(), 1, 100, sight);
    }

    List<String> titles(String typed) {
        return find(typed).hits().stream().map(hit -> hit.shown().title()).toList();
    }

    @Override
    public void close() {
        index.close();
    }
}
