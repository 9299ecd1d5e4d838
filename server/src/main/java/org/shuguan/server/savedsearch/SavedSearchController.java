package org.shuguan.server.savedsearch;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.search.CatalogSearch;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The saved searches of the officer who asks. Those of others are not found.
@RestController
@RequestMapping("/api/catalog/saved-searches")
@Transactional
class SavedSearchController {
    record SaveRequest(
            @Nullable String name,
            @Nullable String query,
            @Nullable Map<String, List<String>> filters) {}

    /// @param version of the search as it was seen
    record ChangeRequest(
            @Nullable String name,
            @Nullable Boolean paused,
            @Nullable Long version) {}

    static final ListColumns<SavedSearch> COLUMNS = ListColumns.<SavedSearch>titled("savedsearch.column.")
            .column("name", SavedSearch::name, "s.name")
            .column("query", SavedSearch::query, "s.query")
            .word("state", "savedsearch.", search -> search.paused() ? "paused" : "active", "s.paused")
            .column("notified", SavedSearch::notified, "notified")
            .column("saved", SavedSearch::savedAt, "s.saved_at");

    private static final int MAX_NAME_LENGTH = 60;
    private static final int MAX_SEARCHES = 50;
    private static final int MAX_VALUES = 200;

    private final SavedSearches searches;
    private final Texts texts;
    private final Clock clock;

    SavedSearchController(SavedSearches searches, Texts texts, Clock clock) {
        this.searches = searches;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    Listing<SavedSearch> list(@ParameterObject ListQuery query, Actor actor) {
        return searches.list(actor.officer(), query);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(format, texts.say("savedsearch.list"), query, page -> list(page, actor), texts);
    }

    @GetMapping("/{id}")
    SavedSearch one(@PathVariable UUID id, Actor actor) {
        return own(id, actor);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SavedSearch save(@RequestBody SaveRequest request, Actor actor) {
        String query = request.query() == null ? "" : request.query().strip();
        Map<String, List<String>> filters = filters(request.filters());
        String name = named(request.name());
        new InvalidInput.Check()
                .that(!query.isEmpty() || !filters.isEmpty(), "query", "search-empty")
                .that(
                        searches.count(actor.officer()) < MAX_SEARCHES,
                        "name",
                        "too-many-searches",
                        Map.of("max", MAX_SEARCHES))
                .orRefuse();
        CatalogSearch.check(query);
        var search = new SavedSearch(
                UUID.randomUUID(),
                actor.officer(),
                name,
                query,
                filters,
                false,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                1,
                0);
        searches.add(search);
        return search;
    }

    @PutMapping("/{id}")
    SavedSearch change(@PathVariable UUID id, @RequestBody ChangeRequest request, Actor actor) {
        SavedSearch before = own(id, actor);
        long version = request.version() == null ? 0 : request.version();
        if (!searches.change(id, version, named(request.name()), Boolean.TRUE.equals(request.paused()))) {
            throw new ChangedMeanwhile(before.version());
        }
        return own(id, actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        own(id, actor);
        searches.remove(id);
    }

    private SavedSearch own(UUID id, Actor actor) {
        return searches.one(actor.officer(), id).orElseThrow(NotFound::new);
    }

    private static String named(@Nullable String name) {
        String stripped = name == null ? "" : name.strip();
        new InvalidInput.Check()
                .that(!stripped.isEmpty(), "name", "required")
                .that(stripped.length() <= MAX_NAME_LENGTH, "name", "too-long", Map.of("max", MAX_NAME_LENGTH))
                .orRefuse();
        return stripped;
    }

    /// The filters of known facets with at least one value.
    private static Map<String, List<String>> filters(@Nullable Map<String, List<String>> requested) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (String facet : CatalogSearch.FACETS) {
            List<String> values = requested == null ? List.of() : requested.getOrDefault(facet, List.of());
            if (!values.isEmpty()) {
                filters.put(facet, values.stream().limit(MAX_VALUES).toList());
            }
        }
        return filters;
    }
}
