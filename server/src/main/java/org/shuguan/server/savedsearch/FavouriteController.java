package org.shuguan.server.savedsearch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The entries that the officer who asks marked with a star. One that they may not see any more is neither listed
/// nor counted; it is there again when they may.
@RestController
@RequestMapping("/api/catalog/favourites")
@Transactional
class FavouriteController {
    /// @param version the newest that the reader sees
    record FavouriteRow(
            UUID entry,
            int version,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            Version.State state,
            Grade grade,
            @Nullable Instant publishedAt,
            Instant starredAt) {}

    static final ListColumns<FavouriteRow> COLUMNS = ListColumns.<FavouriteRow>titled("savedsearch.favourite.column.")
            .column("title", FavouriteRow::title, "v.title")
            .column("code", FavouriteRow::code, "e.code")
            .column("unit", FavouriteRow::unitName, "e.unit")
            .word("state", "catalog.state.", row -> row.state().word(), "v.state")
            .column("grade", row -> Texts.ofCensus().grade(row.grade()), "v.grade")
            .column("published", FavouriteRow::publishedAt, "v.published_at")
            .column("starred", FavouriteRow::starredAt, "k.at");

    private static final int MOST = 500;

    private final Favourites favourites;
    private final CatalogReader catalog;
    private final Institution institution;
    private final Texts texts;
    private final Clock clock;

    FavouriteController(
            Favourites favourites, CatalogReader catalog, Institution institution, Texts texts, Clock clock) {
        this.favourites = favourites;
        this.catalog = catalog;
        this.institution = institution;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    Listing<FavouriteRow> list(@ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        String order = COLUMNS.order(query, "k.at desc", "v.entry");
        return catalog.kept(actor, favourites.of(actor.officer()), query, order)
                .map(kept -> new FavouriteRow(
                        kept.entry(),
                        kept.version(),
                        kept.code().value(),
                        kept.title(),
                        kept.unit(),
                        names.apply(kept.unit()),
                        kept.state(),
                        kept.grade(),
                        kept.publishedAt(),
                        kept.keptAt()));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(
                format, texts.say("savedsearch.favourite.list"), query, page -> list(page, actor), texts);
    }

    /// All ids, so that a page can show at each entry whether it is marked.
    @GetMapping("/ids")
    List<UUID> ids(Actor actor) {
        return favourites.of(actor.officer()).keySet().stream().sorted().toList();
    }

    /// Marks an entry that the officer sees.
    @PutMapping("/{entry}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void star(@PathVariable UUID entry, Actor actor) {
        catalog.visible(actor, entry);
        Map<UUID, Instant> all = favourites.of(actor.officer());
        new InvalidInput.Check()
                .that(all.containsKey(entry) || all.size() < MOST, "entry", "too-many-favourites", Map.of("max", MOST))
                .orRefuse();
        favourites.add(actor.officer(), entry, clock.instant());
    }

    @DeleteMapping("/{entry}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unstar(@PathVariable UUID entry, Actor actor) {
        if (!favourites.remove(actor.officer(), entry)) {
            throw new NotFound();
        }
    }
}
