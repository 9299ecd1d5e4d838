package org.shuguan.server.savedsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.shuguan.server.search.SampleCity.uniqueWord;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.savedsearch.FavouriteController.FavouriteRow;
import org.shuguan.server.search.SampleCity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Entries that people mark with a star: their list, and what they are told.
@SpringBootTest
class FavouriteTest {
    @Autowired
    FavouriteController favourites;

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader reader;

    @Autowired
    Census census;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private SampleCity city;
    private Actor owner;

    @BeforeEach
    void establishCity() {
        city = new SampleCity(institution, catalog);
        owner = Actors.holding("主人", Role.DATA_STEWARD, SampleCity.OTHER_UNIT);
    }

    @Test
    void whatIsMarkedIsListedSearchedSortedAndExportedUntilTheMarkIsTakenAway() {
        String word = uniqueWord();
        UUID first = city.published(word + "甲");
        UUID second = city.published(word + "乙");
        favourites.star(first, owner);
        favourites.star(second, owner);
        favourites.star(second, owner);
        assertThat(listed(null, null)).containsExactly(second, first);
        assertThat(listed("starred", null)).containsExactly(first, second);
        for (String sort : List.of("title", "-code", "unit", "state", "-grade", "published")) {
            assertThat(listed(sort, null)).containsExactlyInAnyOrder(first, second);
        }
        assertThat(listed(null, word + "甲")).containsExactly(first);
        assertThat(favourites.ids(owner)).containsExactlyInAnyOrder(first, second);
        byte[] file = favourites
                .export("csv", new ListQuery(null, null, null, null), owner)
                .getBody();
        assertThat(new String(file, StandardCharsets.UTF_8)).contains(word + "甲", word + "乙");
        favourites.unstar(second, owner);
        assertThat(listed(null, null)).containsExactly(first);
        assertThatThrownBy(() -> favourites.unstar(second, owner)).isInstanceOf(NotFound.class);
    }

    @Test
    void aFavouriteIsOnesOwn() {
        UUID entry = city.published(uniqueWord());
        favourites.star(entry, owner);
        Actor other = Actors.holding("别人", Role.DATA_STEWARD, SampleCity.OTHER_UNIT);
        assertThat(favourites.ids(other)).isEmpty();
        assertThatThrownBy(() -> favourites.unstar(entry, other)).isInstanceOf(NotFound.class);
        assertThat(listed(null, null)).containsExactly(entry);
    }

    @Test
    void whatOneDoesNotSeeIsNotMarked() {
        UUID draft = city.draft(uniqueWord());
        assertThatThrownBy(() -> favourites.star(draft, owner)).isInstanceOf(NotFound.class);
        favourites.star(draft, city.steward);
        assertThat(favourites.ids(city.steward)).containsExactly(draft);
    }

    @Test
    void aWithdrawnEntryIsNeitherListedNorCountedForThoseWhoDoNotSeeItAndComesBack() {
        UUID kept = city.published(uniqueWord());
        UUID entry = city.published(uniqueWord());
        for (Actor actor : List.of(owner, city.steward)) {
            favourites.star(kept, actor);
            favourites.star(entry, actor);
        }
        catalog.withdraw(entry, 1, "内部原因", city.unitCdo);
        assertThat(listed(null, null)).containsExactly(kept);
        assertThat(favourites.list(new ListQuery(1, 1, null, null), owner).total())
                .isEqualTo(1);
        assertThat(favourites
                        .list(new ListQuery(null, null, null, null), city.steward)
                        .items())
                .extracting(FavouriteRow::state)
                .containsExactlyInAnyOrder(Version.State.PUBLISHED, Version.State.WITHDRAWN);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> notices(owner), told -> told.contains("favourite-withdrawn /office/favourites"));
        assertThat(facts(owner)).noneMatch(facts -> facts.contains("内部原因"));
        city.publish(entry, catalog.nextVersion(entry, city.steward));
        assertThat(listed(null, null)).containsExactlyInAnyOrder(kept, entry);
    }

    @Test
    void aNewVersionIsToldOnceAndNotToWhoeverPublishedIt() {
        UUID entry = city.published(uniqueWord());
        favourites.star(entry, owner);
        favourites.star(entry, city.bureau);
        city.publish(entry, catalog.nextVersion(entry, city.steward));
        String told = "favourite-published /office/catalog/" + entry + "?version=2";
        await().atMost(Duration.ofSeconds(30)).until(() -> notices(owner), notices -> notices.equals(List.of(told)));
        assertThat(notices(city.bureau)).doesNotContain(told);
        assertThat(favourites.list(new ListQuery(null, null, null, null), owner).items())
                .extracting(FavouriteRow::version)
                .containsExactly(2);
    }

    @Test
    void aChangedSourceIsToldOnceAsLongAsItIsTheSameChange() {
        SourceRecord source = census.register(
                SampleCity.UNIT,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        run(source, "姓名,备注\n王伟,无\n李静,无\n");
        Census.Place place = census.newest(source.id(), "t.csv").orElseThrow();
        UUID entry = catalog.createFromCensus(place.run(), List.of(place.table()), city.steward)
                .getFirst();
        Version draft = reader.versions(entry).getFirst();
        catalog.edit(
                draft,
                draft.revision(),
                draft.content()
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                city.steward);
        favourites.star(entry, city.steward);
        city.publish(entry, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> outstanding() == 0);
        favourites.star(entry, owner);
        run(source, "姓名,备注,新增\n王伟,无,1\n李静,无,2\n");
        List<String> told = List.of("favourite-source-changed /office/catalog/" + entry + "?version=1");
        await().atMost(Duration.ofSeconds(30)).until(() -> notices(owner), told::equals);
        run(source, "姓名,备注,新增,又新增\n王伟,无,1,3\n李静,无,2,3\n");
        // The census and what follows from it is told when no event is outstanding.
        await().atMost(Duration.ofSeconds(30)).until(() -> outstanding() == 0);
        assertThat(notices(owner)).isEqualTo(told);
    }

    private List<UUID> listed(@Nullable String sort, @Nullable String q) {
        return favourites.list(new ListQuery(null, null, sort, q), owner).items().stream()
                .map(FavouriteRow::entry)
                .toList();
    }

    private void run(SourceRecord source, String content) {
        census.drop(source, "t.csv", IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
        census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
    }

    /// Events that have not reached all their listeners yet.
    private long outstanding() {
        return jdbc.sql("select count(*) from platform.event_publication")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private List<String> notices(Actor actor) {
        return jdbc.sql("select code || ' ' || link from notice.notice where officer = :officer order by id")
                .param("officer", actor.officer().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private List<String> facts(Actor actor) {
        return jdbc.sql("select facts::text from notice.notice where officer = :officer")
                .param("officer", actor.officer().value())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
