package org.shuguan.server.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class FindingTest {
    private static final UnitCode UNIT = new UnitCode("F4");
    private static final UnitCode OTHER = new UnitCode("F5");
    private static final ListQuery ALL = new ListQuery(1, 50, null, null);

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader reader;

    @Autowired
    SearchIndex index;

    @Autowired
    SearchController search;

    @Autowired
    SavedSearchController saved;

    @Autowired
    CitySynonyms synonyms;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private Actor steward;
    private Actor cdo;
    private Actor bureau;
    private Actor stranger;

    @BeforeEach
    void people() {
        for (UnitCode code : List.of(UNIT, OTHER)) {
            if (institution.unit(code).isEmpty()) {
                institution.establish(new Unit(
                        code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, LocalDate.of(2021, 1, 1), null));
            }
        }
        steward = actor("专员", Role.DATA_STEWARD, UNIT);
        cdo = actor("数官", Role.UNIT_CDO, UNIT);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
        stranger = actor("别人", Role.DATA_STEWARD, OTHER);
    }

    @Test
    void aDraftIsNeitherListedNorCountedElsewhereUntilItIsPublished() {
        String word = unique();
        UUID entry = catalog.create(UNIT, content(word), steward);
        assertThat(found(word, steward).total()).isEqualTo(1);
        SearchController.Answer nothing = found(word, stranger);
        assertThat(nothing.total()).isZero();
        assertThat(nothing.facets().values()).allMatch(List::isEmpty);
        assertThat(found(word, bureau).total()).isZero();
        assertThatThrownBy(() -> search.related(entry, stranger)).isInstanceOf(NotFound.class);
        publish(entry);
        SearchController.Answer everybody = found(word, stranger);
        assertThat(everybody.total()).isEqualTo(1);
        assertThat(everybody.facets().get("unit")).containsExactly(new Counting.Count(UNIT.value(), 1));
        assertThat(providers(word, Locale.ENGLISH)).containsExactly("Unit F4");
        assertThat(providers(word, Locale.SIMPLIFIED_CHINESE)).containsExactly("单位F4");
        catalog.withdraw(entry, 1, "撤回", bureau);
        assertThat(found(word, stranger).total()).isZero();
    }

    @Test
    void whatAnotherNodeWroteIsFoundByCatchingUp() {
        String word = unique();
        UUID entry = catalog.create(UNIT, content("旧名"), steward);
        publish(entry);
        jdbc.sql("update catalog.version set content = jsonb_set(content, '{title}', to_jsonb(:title::text)),"
                        + " change = nextval('catalog.change') where entry = :entry")
                .param("title", word)
                .param("entry", entry)
                .update();
        index.catchUp();
        assertThat(found(word, stranger).total()).isEqualTo(1);
        assertThat(found(word, stranger).complete()).isEqualTo(1);
    }

    @Test
    void aSavedSearchTellsOnceOfEveryEntryThatIsPublishedAndMatches() {
        String word = unique();
        SavedSearch one = saved.save(
                new SavedSearchController.SaveRequest("我的搜索", word, Map.of("unit", List.of("F4"))), stranger);
        SavedSearch paused = saved.save(new SavedSearchController.SaveRequest("暂停的", word, null), stranger);
        saved.change(paused.id(), new SavedSearchController.ChangeRequest("暂停的", true), stranger);
        saved.save(new SavedSearchController.SaveRequest("别处", word, Map.of("unit", List.of("F5"))), stranger);
        UUID entry = catalog.create(UNIT, content(word), steward);
        publish(entry);
        await().until(() -> notices(stranger), told -> told.equals(List.of("saved-search:" + one.id() + ":" + entry)));
        int next = catalog.nextVersion(entry, steward);
        catalog.submit(entry, next, steward);
        catalog.sign(entry, next, null, cdo);
        catalog.publish(entry, next, null, bureau);
        UUID second = catalog.create(UNIT, content(word + "之二"), steward);
        publish(second);
        await().until(() -> notices(stranger), told -> told.size() == 2);
        assertThat(saved.list(ALL, stranger).items())
                .filteredOn(search -> search.id().equals(one.id()))
                .extracting(SavedSearch::told)
                .containsExactly(2L);
    }

    @Test
    void aSavedSearchIsItsOwnersAlone() {
        Actor owner = actor("主人", Role.DATA_STEWARD, UNIT);
        SavedSearch mine = saved.save(new SavedSearchController.SaveRequest("名", "社保", null), owner);
        assertThat(saved.list(ALL, stranger).items())
                .extracting(SavedSearch::id)
                .doesNotContain(mine.id());
        assertThatThrownBy(() -> saved.remove(mine.id(), stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> saved.save(new SavedSearchController.SaveRequest("名", "医保", null), owner))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> saved.save(new SavedSearchController.SaveRequest("空", " ", Map.of()), owner))
                .isInstanceOf(InvalidInput.class);
        assertThat(saved.change(mine.id(), new SavedSearchController.ChangeRequest("新名", false), owner)
                        .name())
                .isEqualTo("新名");
        saved.remove(mine.id(), owner);
        assertThat(saved.list(ALL, owner).items()).isEmpty();
    }

    @Test
    void theCitysOwnWordsHoldFromTheNextSearchOn() {
        String word = unique();
        String other = unique();
        publish(catalog.create(UNIT, content(word), steward));
        assertThat(found(other, stranger).total()).isZero();
        assertThatThrownBy(() -> synonyms.add(List.of(word, other), steward)).hasMessageContaining("forbidden");
        assertThatThrownBy(() -> synonyms.add(List.of(word, word + " "), bureau))
                .isInstanceOf(InvalidInput.class);
        SynonymGroups.Group group = synonyms.add(List.of(word, other), bureau);
        assertThat(found(other, stranger).total()).isEqualTo(1);
        synonyms.remove(group.id(), bureau);
        assertThat(found(other, stranger).total()).isZero();
    }

    private List<String> notices(Actor actor) {
        return jdbc.sql("select key from notice.notice where officer = :officer order by id")
                .param("officer", actor.officer().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private SearchController.Answer found(String words, Actor actor) {
        return search.search(words, null, null, null, null, null, null, 1, 50, actor);
    }

    private void publish(UUID entry) {
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
    }

    private static String unique() {
        return "词" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Actor actor(String name, Role role, UnitCode unit) {
        return Actors.holding(name, role, unit);
    }

    private static Content content(String title) {
        return new Content(
                title,
                "参加社会保险人员的基本信息",
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "社会救助核对",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                List.of(new Content.Item("参保状态", "zt", "C", 18, false, Grade.GENERAL_1, null, null, null, null, null)));
    }

    /// As somebody who reads that language finds them called.
    private List<String> providers(String word, Locale language) {
        LocaleContextHolder.setLocale(language);
        try {
            return found(word, stranger).items().stream()
                    .map(SearchController.FoundRow::unitName)
                    .toList();
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }
}
