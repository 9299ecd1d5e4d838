package org.shuguan.server.finding;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
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

/// One's own saved searches; another's are not there.
@RestController
@RequestMapping("/api/catalog/saved-searches")
@Transactional
class SavedSearchController {
    record SaveRequest(
            @Nullable String name,
            @Nullable String question,
            @Nullable Map<String, List<String>> chosen) {}

    record ChangeRequest(@Nullable String name, @Nullable Boolean paused) {}

    private static final int LONGEST_NAME = 60;
    private static final int MOST = 50;
    private static final int MOST_VALUES = 200;

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
        AllRows<List<@Nullable Object>> rows = query.everything(page -> list(page, actor))
                .map(search -> List.<@Nullable Object>of(
                        search.name(),
                        search.question(),
                        texts.say("finding." + (search.paused() ? "paused" : "listening")),
                        search.told(),
                        search.savedAt()));
        List<String> columns = List.of("name", "question", "state", "told", "saved").stream()
                .map(column -> texts.say("finding.column." + column))
                .toList();
        return new Spreadsheet(texts.say("finding.saved-searches"), columns, rows, texts).download(format);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SavedSearch save(@RequestBody SaveRequest request, Actor actor) {
        String question = request.question() == null ? "" : request.question().strip();
        Map<String, List<String>> chosen = chosen(request.chosen());
        String name = named(request.name());
        new InvalidInput.Check()
                .that(!question.isEmpty() || !chosen.isEmpty(), "question", "search-empty")
                .that(searches.count(actor.officer()) < MOST, "name", "too-many-searches", Map.of("max", MOST))
                .orRefuse();
        // Refuses what no search would answer.
        Question.parse(question);
        var search = new SavedSearch(
                UUID.randomUUID(),
                actor.officer(),
                name,
                question,
                chosen,
                false,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                0);
        searches.add(search);
        return search;
    }

    @PutMapping("/{id}")
    SavedSearch change(@PathVariable UUID id, @RequestBody ChangeRequest request, Actor actor) {
        own(id, actor);
        searches.change(id, named(request.name()), Boolean.TRUE.equals(request.paused()));
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
        String told = name == null ? "" : name.strip();
        new InvalidInput.Check()
                .that(!told.isEmpty(), "name", "required")
                .that(told.length() <= LONGEST_NAME, "name", "too-long", Map.of("max", LONGEST_NAME))
                .orRefuse();
        return told;
    }

    /// Facets that there are, each with values.
    private static Map<String, List<String>> chosen(@Nullable Map<String, List<String>> asked) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (String facet : Cells.FACETS) {
            List<String> values = asked == null ? List.of() : asked.getOrDefault(facet, List.of());
            if (!values.isEmpty()) {
                chosen.put(facet, values.stream().limit(MOST_VALUES).toList());
            }
        }
        return chosen;
    }
}
