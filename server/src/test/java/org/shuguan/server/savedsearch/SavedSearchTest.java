package org.shuguan.server.savedsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.shuguan.server.search.SampleCity.uniqueWord;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.savedsearch.SavedSearchController.ChangeRequest;
import org.shuguan.server.savedsearch.SavedSearchController.SaveRequest;
import org.shuguan.server.search.SampleCity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class SavedSearchTest {
    private static final ListQuery FIRST_PAGE = new ListQuery(1, 50, null, null);

    @Autowired
    Catalog catalog;

    @Autowired
    SavedSearchController searches;

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
    void aNoticeIsSentOnceForEveryPublishedEntryThatMatches() {
        String word = uniqueWord();
        Actor owner = city.otherSteward;
        SavedSearch one = searches.save(new SaveRequest("我的搜索", word, Map.of("unit", List.of("F4"))), owner);
        SavedSearch paused = searches.save(new SaveRequest("暂停的", word, null), owner);
        searches.change(paused.id(), new ChangeRequest("暂停的", true, paused.version()), owner);
        searches.save(new SaveRequest("别处", word, Map.of("unit", List.of("F5"))), owner);
        UUID entry = city.published(word);
        await().until(() -> notices(owner), sent -> sent.equals(List.of("saved-search:" + one.id() + ":" + entry)));
        city.publish(entry, catalog.nextVersion(entry, city.steward));
        city.published(word + "之二");
        await().until(() -> notices(owner), sent -> sent.size() == 2);
        assertThat(searches.list(FIRST_PAGE, owner).items())
                .filteredOn(search -> search.id().equals(one.id()))
                .extracting(SavedSearch::notified)
                .containsExactly(2L);
    }

    @Test
    void aSavedSearchIsVisibleToItsOwnerOnly() {
        Actor owner = Actors.holding("主人", Role.DATA_STEWARD, SampleCity.UNIT);
        SavedSearch own = searches.save(new SaveRequest("名", "社保", null), owner);
        assertThat(searches.list(FIRST_PAGE, city.otherSteward).items())
                .extracting(SavedSearch::id)
                .doesNotContain(own.id());
        assertThatThrownBy(() -> searches.remove(own.id(), city.otherSteward)).isInstanceOf(NotFound.class);
        assertThat(searches.change(own.id(), new ChangeRequest("新名", false, own.version()), owner)
                        .name())
                .isEqualTo("新名");
        searches.remove(own.id(), owner);
        assertThat(searches.list(FIRST_PAGE, owner).items()).isEmpty();
    }

    @Test
    void theSecondOfTwoTabsIsToldOfTheFirst() {
        Actor owner = Actors.holding("主人", Role.DATA_STEWARD, SampleCity.UNIT);
        SavedSearch seen = searches.save(new SaveRequest("名", "社保", null), owner);
        SavedSearch first = searches.change(seen.id(), new ChangeRequest("名", true, seen.version()), owner);
        assertThatThrownBy(() -> searches.change(seen.id(), new ChangeRequest("新名", false, seen.version()), owner))
                .isInstanceOfSatisfying(
                        ChangedMeanwhile.class,
                        refused -> assertThat(refused.facts()).containsEntry("current", first.version()));
        assertThatThrownBy(() -> searches.change(seen.id(), new ChangeRequest("新名", false, null), owner))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(searches.one(seen.id(), owner)).isEqualTo(first);
        assertThat(searches.change(seen.id(), new ChangeRequest("新名", true, first.version()), owner))
                .extracting(SavedSearch::name, SavedSearch::paused)
                .containsExactly("新名", true);
    }

    @Test
    void aSearchWithoutContentOrWithATakenNameIsRefused() {
        Actor owner = Actors.holding("主人", Role.DATA_STEWARD, SampleCity.UNIT);
        searches.save(new SaveRequest("名", "社保", null), owner);
        assertThatThrownBy(() -> searches.save(new SaveRequest("名", "医保", null), owner))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> searches.save(new SaveRequest("空", " ", Map.of()), owner))
                .isInstanceOf(InvalidInput.class);
    }

    private List<String> notices(Actor actor) {
        return jdbc.sql("select key from notice.notice where officer = :officer order by id")
                .param("officer", actor.officer().value())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
