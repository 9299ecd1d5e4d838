package org.shuguan.server.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.web.bind.annotation.GetMapping;
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

    private final CatalogSearch search;
    private final Institution institution;

    SearchController(CatalogSearch search, Institution institution) {
        this.search = search;
        this.institution = institution;
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
        Map<UnitCode, String> names = new LinkedHashMap<>();
        institution.units(institution.today()).forEach(u -> names.put(u.code(), u.name()));
        return new Answer(
                result.hits().stream().map(hit -> found(hit, names)).toList(),
                result.total(),
                number,
                rows,
                result.facets());
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
