package org.shuguan.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuguan.server.search.SampleCity.uniqueWord;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class CatalogSearchTest {
    @Autowired
    Catalog catalog;

    @Autowired
    CatalogSearch catalogSearch;

    @Autowired
    SearchController controller;

    @Autowired
    CitySynonyms synonyms;

    @Autowired
    SynonymController synonymList;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private SampleCity city;

    @BeforeEach
    void establishCity() {
        city = new SampleCity(institution, catalog);
    }

    @Test
    void aDraftIsNeitherListedNorCountedForOthersUntilItIsPublished() {
        String word = uniqueWord();
        UUID entry = city.draft(word);
        assertThat(find(word, city.steward).total()).isEqualTo(1);
        SearchController.Answer hidden = find(word, city.otherSteward);
        assertThat(hidden.total()).isZero();
        assertThat(hidden.facets().values()).allMatch(List::isEmpty);
        assertThat(find(word, city.bureau).total()).isZero();
        assertThatThrownBy(() -> controller.related(entry, city.otherSteward)).isInstanceOf(NotFound.class);
        city.publish(entry, 1);
        SearchController.Answer found = find(word, city.otherSteward);
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.facets().get("unit")).containsExactly(new FacetCounter.FacetCount(SampleCity.UNIT.value(), 1));
        catalog.withdraw(entry, 1, "撤回", city.bureau);
        assertThat(find(word, city.otherSteward).total()).isZero();
    }

    @Test
    void aUnitIsNamedInTheReadersLanguage() {
        String word = uniqueWord();
        city.published(word);
        assertThat(unitNames(word, Locale.ENGLISH)).containsExactly("Unit F4");
        assertThat(unitNames(word, Locale.SIMPLIFIED_CHINESE)).containsExactly("单位F4");
    }

    @Test
    void aChangeByAnotherServerIsFoundAfterCatchingUp() {
        String word = uniqueWord();
        UUID entry = city.published("旧名");
        jdbc.sql("update catalog.version set content = jsonb_set(content, '{title}', to_jsonb(:title::text)),"
                        + " change = nextval('catalog.change') where entry = :entry")
                .param("title", word)
                .param("entry", entry)
                .update();
        catalogSearch.catchUp();
        assertThat(find(word, city.otherSteward).total()).isEqualTo(1);
        assertThat(find(word, city.otherSteward).complete()).isEqualTo(1);
    }

    @Test
    void theListOfSynonymsIsFilteredSearchedAndPaged() {
        String word = uniqueWord();
        SynonymGroups.Group group = synonyms.add(List.of(word, uniqueWord()), city.bureau);
        assertThat(synonymList.list(null, new ListQuery(1, 1, null, null)).items())
                .extracting(SynonymController.SynonymRow::id)
                .containsExactly(group.id());
        assertThat(synonymList
                        .list("city", new ListQuery(null, null, null, word.toUpperCase(Locale.ROOT)))
                        .items())
                .singleElement()
                .satisfies(row -> assertThat(row.words()).isEqualTo(String.join(" = ", group.words())));
        assertThat(synonymList
                        .list("built-in", new ListQuery(null, null, null, word))
                        .total())
                .isZero();
        var builtIn = synonymList.list("built-in", new ListQuery(2, 5, "-words", null));
        assertThat(builtIn.total()).isEqualTo(Synonyms.shipped().size());
        assertThat(builtIn.items())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.id()).isNull());
        assertThatThrownBy(() -> synonymList.list("elsewhere", new ListQuery(null, null, null, null)))
                .isInstanceOf(InvalidInput.class);
        synonyms.remove(group.id(), city.bureau);
    }

    @Test
    void theCitysSynonymsApplyFromTheNextSearchOn() {
        String word = uniqueWord();
        String synonym = uniqueWord();
        city.published(word);
        assertThat(find(synonym, city.otherSteward).total()).isZero();
        assertThatThrownBy(() -> synonyms.add(List.of(word, synonym), city.steward))
                .hasMessageContaining("forbidden");
        assertThatThrownBy(() -> synonyms.add(List.of(word, word + " "), city.bureau))
                .isInstanceOf(InvalidInput.class);
        SynonymGroups.Group group = synonyms.add(List.of(word, synonym), city.bureau);
        assertThat(find(synonym, city.otherSteward).total()).isEqualTo(1);
        synonyms.remove(group.id(), city.bureau);
        assertThat(find(synonym, city.otherSteward).total()).isZero();
    }

    private SearchController.Answer find(String query, Actor actor) {
        return controller.search(query, null, null, null, null, null, null, 1, 50, actor);
    }

    private List<String> unitNames(String query, Locale language) {
        LocaleContextHolder.setLocale(language);
        try {
            return find(query, city.otherSteward).items().stream()
                    .map(SearchController.ResultRow::unitName)
                    .toList();
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }
}
