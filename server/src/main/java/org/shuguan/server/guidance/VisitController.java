package org.shuguan.server.guidance;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Visits and joint work over HTTP.
@RestController
@RequestMapping("/api/visits")
class VisitController {
    record VisitRow(Visit visit, String keeperName, List<String> unitNames) {}

    record VisitPage(VisitRow row, List<Visits.Following> followUps, boolean mayKeep) {}

    record RecordVisit(@Nullable UnitCode unit, NewVisit wanted) {}

    record EditVisit(long revision, NewVisit wanted) {}

    record RecordedVisit(UUID id) {}

    static final ListColumns<VisitRow> COLUMNS = ListColumns.<VisitRow>titled("guidance.visit.")
            .column("day", row -> row.visit().day(), "v.day")
            .word("kind", "guidance.visit-kind.", row -> row.visit().kind().word(), "v.kind")
            .column("title", row -> row.visit().title(), "v.title")
            .column("units", row -> String.join("、", row.unitNames()))
            .column("people", row -> row.visit().people())
            .column("found", row -> row.visit().found())
            .column("keeper", VisitRow::keeperName, "v.keeper")
            .filter("kind", Visit.Kind.values());

    private final Visits visits;
    private final KeptVisits kept;
    private final Institution institution;
    private final Texts texts;

    VisitController(Visits visits, KeptVisits kept, Institution institution, Texts texts) {
        this.visits = visits;
        this.kept = kept;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param unit only those in which this unit takes part, or that it keeps
    /// @param from first day, null for all
    /// @param to last day, null for all
    @GetMapping
    Listing<VisitRow> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        var narrowed = new KeptVisits.Narrowed(
                COLUMNS.chosen("kind", kind), unit == null || unit.isBlank() ? null : unit, from, to);
        return kept.list(visits.reader(actor), narrowed, query).map(one -> row(one, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("guidance.visit-list"),
                query,
                page -> list(kind, unit, from, to, page, actor),
                texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RecordedVisit add(@RequestBody RecordVisit request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new RecordedVisit(visits.add(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    VisitPage one(@PathVariable UUID id, Actor actor) {
        Visit one = visits.readable(id, actor);
        return new VisitPage(
                row(one, institution.unitNames()), visits.followingOf(id, actor), visits.mayKeep(one, actor));
    }

    @PutMapping("/{id}")
    VisitPage edit(@PathVariable UUID id, @RequestBody EditVisit request, Actor actor) {
        visits.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        visits.remove(id, actor);
    }

    private VisitRow row(Visit one, Function<UnitCode, String> names) {
        return new VisitRow(
                one,
                one.keeper().equals(UnitCode.CITY) ? texts.say("approval.bureau") : names.apply(one.keeper()),
                one.units().stream().map(UnitCode::new).map(names).toList());
    }
}
