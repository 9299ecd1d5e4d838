package org.shuguan.server.finding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
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
@RequestMapping("/api/catalog")
class SearchController {
    /// @param place the source and the table, where words were found there
    record FoundRow(
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
            Lit title,
            Lit summary,
            List<Lit> items,
            @Nullable Lit place) {}

    /// @param reach how far from its letter the question was taken to find these
    /// @param complete how much of the catalog can be found, from 0 to 1: less while a lost index is read
    /// again
    record Answer(
            List<FoundRow> items,
            long total,
            int page,
            int size,
            Map<String, List<Counting.Count>> facets,
            Reach reach,
            double complete) {}

    /// @param items names of the items that both have
    record RelatedRow(
            UUID entry,
            int version,
            ResourceCode code,
            String unitName,
            String title,
            List<String> items,
            boolean sameMount,
            boolean sameTheme) {}

    private static final int MOST_EXPORTED = 5_000;
    private static final int MOST_SUGGESTED = 8;
    private static final Duration UNITS_KEPT = Duration.ofSeconds(10);

    private final SearchIndex index;
    private final Suggestions suggestions;
    private final Related related;
    private final CatalogReader catalog;
    private final Institution institution;
    private final Remembered<Map<UnitCode, Unit>> units;
    private final Texts texts;

    SearchController(SearchIndex index, CatalogReader catalog, Institution institution, Texts texts) {
        this.index = index;
        this.suggestions = new Suggestions(index.finder());
        this.related = new Related(index.finder());
        this.catalog = catalog;
        this.institution = institution;
        this.units = new Remembered<>(() -> institution.answeringOn(institution.today()), UNITS_KEPT);
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
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        put(chosen, "unit", unit);
        put(chosen, "theme", theme);
        put(chosen, "class", resourceClass);
        put(chosen, "grade", grade);
        put(chosen, "sharing", sharing);
        put(chosen, "opening", opening);
        int number = page == null ? 1 : Math.clamp(page, 1, 500);
        int rows = size == null ? 20 : Math.clamp(size, 1, 100);
        Finder.Found found = find(q, chosen, number, rows, actor);
        Map<UnitCode, Unit> answering = units.get();
        return new Answer(
                found.hits().stream().map(hit -> row(hit, answering)).toList(),
                found.total(),
                number,
                rows,
                found.facets(),
                found.reach(),
                index.complete());
    }

    /// What the reader may be about to type.
    ///
    /// @param items whether only names of items are wanted
    @GetMapping("/search/suggestions")
    List<Suggestions.Suggestion> suggest(
            @RequestParam @Nullable String q, @RequestParam @Nullable Boolean items, Actor actor) {
        return q == null || q.length() > Question.LONGEST
                ? List.of()
                : suggestions.of(q, Boolean.TRUE.equals(items), MOST_SUGGESTED, catalog.sight(actor));
    }

    @GetMapping("/entries/{entry}/related")
    List<RelatedRow> related(@PathVariable UUID entry, Actor actor) {
        Shown shown = Shown.of(catalog.visible(actor, entry));
        Map<UnitCode, Unit> answering = units.get();
        return related.of(shown, catalog.sight(actor)).stream()
                .map(one -> new RelatedRow(
                        one.shown().entry(),
                        one.shown().version(),
                        one.shown().code(),
                        name(one.shown().unit(), answering),
                        one.shown().title(),
                        one.items(),
                        one.sameMount(),
                        one.sameTheme()))
                .toList();
    }

    /// The same question with all answers in a file; `asked` has the search page's own parameters.
    @GetMapping("/search/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format, @RequestParam MultiValueMap<String, String> asked, Actor actor) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        Cells.FACETS.forEach(facet -> put(chosen, facet, asked.get(facet)));
        CensusTexts words = CensusTexts.in(LocaleContextHolder.getLocale());
        Map<UnitCode, Unit> answering = units.get();
        Finder.Found answer = find(asked.getFirst("q"), chosen, 1, MOST_EXPORTED, actor);
        AllRows<List<@Nullable Object>> rows = new AllRows<>(answer.hits(), answer.total())
                .map(hit -> row(hit, answering))
                .map(found -> List.<@Nullable Object>of(
                        found.code(),
                        found.unitName(),
                        found.title().text(),
                        texts.say("catalog.state." + found.state().word()),
                        words.grade(found.grade()),
                        found.itemCount()));
        List<String> columns = List.of("code", "unit", "title", "state", "grade", "items").stream()
                .map(column -> texts.say("catalog." + column))
                .toList();
        return new Spreadsheet(texts.say("catalog.entries"), columns, rows, texts).download(format);
    }

    private Finder.Found find(@Nullable String q, Map<String, List<String>> chosen, int page, int size, Actor actor) {
        return index.finder().find(Question.parse(q == null ? "" : q), chosen, page, size, catalog.sight(actor));
    }

    /// Who answers for the unit.
    private String name(UnitCode unit, Map<UnitCode, Unit> answering) {
        Unit known = answering.get(unit);
        return known == null ? institution.unitName(unit) : Institution.inReadersLanguage(known);
    }

    private FoundRow row(Finder.Hit hit, Map<UnitCode, Unit> answering) {
        Shown shown = hit.shown();
        return new FoundRow(
                shown.entry(),
                shown.version(),
                shown.code(),
                shown.unit(),
                name(shown.unit(), answering),
                shown.state(),
                shown.grade(),
                shown.sharingType(),
                shown.openingType(),
                shown.updateCycle(),
                shown.theme(),
                shown.items().size(),
                hit.title(),
                hit.summary(),
                hit.items(),
                hit.place());
    }

    private static void put(Map<String, List<String>> chosen, String facet, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            chosen.put(facet, values.stream().filter(value -> !value.isBlank()).toList());
        }
    }
}
