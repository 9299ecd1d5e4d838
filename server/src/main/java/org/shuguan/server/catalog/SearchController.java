package org.shuguan.server.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// City-wide search of the catalog.
@RestController
@RequestMapping("/api/catalog/search")
class SearchController {
    record Found(
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
            CatalogSearch.Highlighted title,
            CatalogSearch.Highlighted summary,
            List<CatalogSearch.Highlighted> items) {}

    record Answer(List<Found> items, long total, int page, int size, Map<String, List<CatalogSearch.Count>> facets) {}

    private static final List<String> FACETS = List.of("unit", "theme", "class", "grade", "sharing", "opening");
    private static final int MOST_EXPORTED = 5_000;

    private final CatalogSearch search;
    private final Institution institution;
    private final Texts texts;

    SearchController(CatalogSearch search, Institution institution, Texts texts) {
        this.search = search;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
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
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        put(chosen, "unit", unit);
        put(chosen, "theme", theme);
        put(chosen, "class", resourceClass);
        put(chosen, "grade", grade);
        put(chosen, "sharing", sharing);
        put(chosen, "opening", opening);
        int number = page == null ? 1 : Math.clamp(page, 1, 500);
        int rows = size == null ? 20 : Math.clamp(size, 1, 100);
        CatalogSearch.Result result = search.search(q, chosen, number, rows, actor);
        Map<UnitCode, String> names = names();
        return new Answer(
                result.hits().stream().map(hit -> found(hit, names)).toList(),
                result.total(),
                number,
                rows,
                result.facets());
    }

    /// The same question with all answers in a file; `asked` has the search page's own parameters.
    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam MultiValueMap<String, String> asked, Actor actor) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        FACETS.forEach(facet -> put(chosen, facet, asked.get(facet)));
        Words words = Words.in(LocaleContextHolder.getLocale());
        Map<UnitCode, String> names = names();
        List<List<@Nullable Object>> rows =
                search.search(asked.getFirst("q"), chosen, 1, MOST_EXPORTED, actor).hits().stream()
                        .map(hit -> found(hit, names))
                        .map(found -> List.<@Nullable Object>of(
                                found.code(),
                                found.unitName(),
                                found.title().text(),
                                texts.say("catalog.state." + found.state().word()),
                                words.grade(found.grade()),
                                found.itemCount()))
                        .toList();
        List<String> columns = List.of("code", "unit", "title", "state", "grade", "items").stream()
                .map(column -> texts.say("catalog." + column))
                .toList();
        return new Spreadsheet(texts.say("catalog.entries"), columns, rows).download(format);
    }

    private Map<UnitCode, String> names() {
        Map<UnitCode, String> names = new LinkedHashMap<>();
        institution.answeringOn(institution.today()).forEach((code, answering) -> names.put(code, answering.name()));
        return names;
    }

    private Found found(CatalogSearch.Hit hit, Map<UnitCode, String> names) {
        Version version = hit.version();
        Content content = version.content();
        return new Found(
                version.entry(),
                version.number(),
                version.code(),
                version.unit(),
                names.getOrDefault(
                        version.unit(),
                        institution
                                .unit(version.unit())
                                .map(Unit::name)
                                .orElse(version.unit().value())),
                version.state(),
                content.grade(),
                content.sharingType(),
                content.openingType(),
                content.updateCycle(),
                content.theme(),
                content.items().size(),
                hit.title(),
                hit.summary(),
                hit.items());
    }

    private static void put(Map<String, List<String>> chosen, String facet, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            chosen.put(facet, values.stream().filter(value -> !value.isBlank()).toList());
        }
    }
}
