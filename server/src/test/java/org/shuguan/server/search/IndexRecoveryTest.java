package org.shuguan.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.shuguan.server.search.SampleCity.uniqueWord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.institution.Institution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.util.FileSystemUtils;

/// A change of the catalog succeeds although the index fails, and can be found when the index works again.
@SpringBootTest
class IndexRecoveryTest {
    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader reader;

    @Autowired
    CitySynonyms synonyms;

    @Autowired
    IndexedDatabase database;

    @Autowired
    SearchController controller;

    @Autowired
    SearchIndexHealth health;

    @Autowired
    Institution institution;

    @Value("${shuguan.home}")
    Path home;

    private SampleCity city;

    @BeforeEach
    void establishCity() {
        city = new SampleCity(institution, catalog);
    }

    @Test
    void anEntryIsPublishedAndFoundLaterThoughTheFolderOfTheIndexWasRemoved() throws IOException {
        String before = uniqueWord();
        city.published(before);
        FileSystemUtils.deleteRecursively(home.resolve("search"));
        String word = uniqueWord();
        city.published(word);
        patiently().until(() -> find(word).total() == 1);
        patiently().until(() -> find(before).total() == 1);
    }

    @Test
    void whileTheIndexCannotBeRepairedSearchesReadItsLastStateAndReportIt() throws IOException {
        String before = uniqueWord();
        city.published(before);
        Path folder = home.resolve("search");
        FileSystemUtils.deleteRecursively(folder);
        Files.createFile(folder);
        String word = uniqueWord();
        city.published(word);
        patiently().until(() -> health.health().getStatus().equals(Status.DOWN));
        SearchController.Answer answer = find(before);
        assertThat(answer.total()).isEqualTo(1);
        assertThat(answer.behind()).isTrue();
        assertThat(find(word).total()).isZero();
        Files.delete(folder);
        patiently().until(() -> find(word).total() == 1);
        patiently().until(() -> health.health().getStatus().equals(Status.UP));
        assertThat(find(before).total()).isEqualTo(1);
        assertThat(find(before).behind()).isFalse();
    }

    @Test
    void anIndexThatIsAheadOfTheDatabaseIsRebuilt(@TempDir Path other) {
        String word = uniqueWord();
        city.published(word);
        try (LuceneIndex ahead =
                new LuceneIndex(other.resolve("search"), database.id().toString())) {
            ahead.open();
            ahead.commit(reader.lastChange() + 1_000_000);
        }
        SearchIndex index = new SearchIndex(reader, synonyms, institution, database, Clock.systemUTC(), other);
        index.catchUp();
        assertThat(index.search()
                        .search(SearchQuery.parse(word), Map.of(), 1, 10, VisibilityQuery.EVERYBODY)
                        .total())
                .isEqualTo(1);
        index.destroy();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private SearchController.Answer find(String query) {
        return controller.search(query, null, null, null, null, null, null, 1, 10, city.otherSteward);
    }
}
