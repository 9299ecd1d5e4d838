package org.shuguan.server.search;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// City-wide search of the catalog.
@RestController
@RequestMapping("/api/catalog")
class SearchController {
    /// @param place source and path of the data, only if they match
    record ResultRow(
            UUID entry,
            int version,
            ResourceCode code,
            UnitCode unit,
            String unitName,
            Version.State state,
            Grade grade,
            @Nullable SharingType sharingType,
            @Nullable OpeningType openingType,
            @Nullable UpdateCycle updateCycle,
            @Nullable String theme,
            int itemCount,
            HighlightedText title,
            HighlightedText summary,
            List<HighlightedText> items,
            @Nullable HighlightedText place) {}

    /// @param relaxation how far the query was relaxed to get these results
    /// @param complete the indexed proportion of the catalog, from 0 to 1; below 1 while an index is rebuilt
    /// @param behind whether the index cannot be updated at the moment, so that recent changes may be missing
    record Answer(
            List<ResultRow> items,
            long total,
            int page,
            int size,
            Map<String, List<FacetCounter.FacetCount>> facets,
            Relaxation relaxation,
            double complete,
            boolean behind) {}

    /// @param items names of the shared items
    record RelatedRow(
            UUID entry,
            int version,
            ResourceCode code,
            String unitName,
            String title,
            List<String> items,
            boolean sameMount,
            boolean sameTheme) {}

    private static final ListColumns<ResultRow> COLUMNS = ListColumns.<ResultRow>titled("catalog.")
            .column("code", ResultRow::code)
            .column("unit", ResultRow::unitName)
            .column("title", row -> row.title().text())
            .word("state", "catalog.state.", row -> row.state().word())
            .column("grade", row -> Texts.ofCensus().grade(row.grade()))
            .column("items", ResultRow::itemCount);
    private static final int MAX_EXPORTED = 5_000;
    private static final int MAX_SUGGESTIONS = 8;
    private static final Duration UNITS_CACHED = Duration.ofSeconds(10);

    private final SearchIndex index;
    private final Suggestions suggestions;
    private final RelatedEntries related;
    private final CatalogReader catalog;
    private final Institution institution;
    private final ExpiringSupplier<Map<UnitCode, Unit>> units;
    private final Texts texts;

    SearchController(SearchIndex index, CatalogReader catalog, Institution institution, Texts texts) {
        this.index = index;
        this.suggestions = new Suggestions(index.search());
        this.related = new RelatedEntries(index.search());
        this.catalog = catalog;
        this.institution = institution;
        this.units = new ExpiringSupplier<>(() -> institution.answeringOn(institution.today()), UNITS_CACHED);
        this.texts = texts;
    }

    @GetMapping("/search")
    Answer search(
            @RequestParam @Nullable String q,
            @RequestParam @Nullable List<String> unit,
            @RequestParam @Nullable List<String> theme,
            @RequestParam(name = "class") @Nullable List<String> resourceClass,
            @RequestParam @Nullable List<String> grade,
            @RequestParam @Nullable List<String> sharing,
            @RequestParam @Nullable List<String> opening,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable Integer size,
            Actor actor) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        put(filters, "unit", unit);
        put(filters, "theme", theme);
        put(filters, "class", resourceClass);
        put(filters, "grade", grade);
        put(filters, "sharing", sharing);
        put(filters, "opening", opening);
        int number = page == null ? 1 : Math.clamp(page, 1, 500);
        int rows = size == null ? 20 : Math.clamp(size, 1, 100);
        EntrySearch.SearchResult result = find(q, filters, number, rows, actor);
        Map<UnitCode, Unit> answering = units.get();
        return new Answer(
                result.hits().stream().map(hit -> row(hit, answering)).toList(),
                result.total(),
                number,
                rows,
                result.facets(),
                result.relaxation(),
                index.complete(),
                index.failure().isPresent());
    }

    /// Completions of a partly typed query.
    ///
    /// @param items whether only names of items are suggested
    @GetMapping("/search/suggestions")
    List<Suggestions.Suggestion> suggest(
            @RequestParam @Nullable String q, @RequestParam @Nullable Boolean items, Actor actor) {
        return q == null || q.length() > SearchQuery.MAX_LENGTH
                ? List.of()
                : suggestions.of(q, Boolean.TRUE.equals(items), MAX_SUGGESTIONS, catalog.sight(actor));
    }

    @GetMapping("/entries/{entry}/related")
    List<RelatedRow> related(@PathVariable UUID entry, Actor actor) {
        IndexedVersion version = IndexedVersion.of(catalog.visible(actor, entry));
        Map<UnitCode, Unit> answering = units.get();
        return related.of(version, catalog.sight(actor)).stream()
                .map(one -> new RelatedRow(
                        one.version().entry(),
                        one.version().version(),
                        one.version().code(),
                        name(one.version().unit(), answering),
                        one.version().title(),
                        one.items(),
                        one.sameMount(),
                        one.sameTheme()))
                .toList();
    }

    /// All results of a search as a file, 5,000 at most.
    ///
    /// @param parameters those of the search itself
    @GetMapping("/search/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam MultiValueMap<String, String> parameters, Actor actor) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        FacetCombinations.FACETS.forEach(facet -> put(filters, facet, parameters.get(facet)));
        Map<UnitCode, Unit> answering = units.get();
        EntrySearch.SearchResult result = find(parameters.getFirst("q"), filters, 1, MAX_EXPORTED, actor);
        AllRows<ResultRow> rows = new AllRows<>(result.hits(), result.total()).map(hit -> row(hit, answering));
        return COLUMNS.download(format, texts.say("catalog.entries"), rows, texts);
    }

    private EntrySearch.SearchResult find(
            @Nullable String q, Map<String, List<String>> filters, int page, int size, Actor actor) {
        SearchQuery query = SearchQuery.parse(q == null ? "" : q);
        return index.search().search(query, filters, page, size, catalog.sight(actor));
    }

    /// The name of the unit that is responsible for this unit today.
    private String name(UnitCode unit, Map<UnitCode, Unit> answering) {
        Unit known = answering.get(unit);
        return known == null ? institution.unitName(unit) : Institution.inReadersLanguage(known);
    }

    private ResultRow row(EntrySearch.Hit hit, Map<UnitCode, Unit> answering) {
        IndexedVersion version = hit.version();
        return new ResultRow(
                version.entry(),
                version.version(),
                version.code(),
                version.unit(),
                name(version.unit(), answering),
                version.state(),
                version.grade(),
                version.sharingType(),
                version.openingType(),
                version.updateCycle(),
                version.theme(),
                version.items().size(),
                hit.title(),
                hit.summary(),
                hit.items(),
                hit.place());
    }

    private static void put(Map<String, List<String>> filters, String facet, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            filters.put(facet, values.stream().filter(value -> !value.isBlank()).toList());
        }
    }
}
