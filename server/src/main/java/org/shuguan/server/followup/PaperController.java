package org.shuguan.server.followup;

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
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Plans and standards over HTTP.
@RestController
@RequestMapping("/api/papers")
class PaperController {
    record PaperRow(KeptPapers.Counted paper, String unitName) {}

    record PaperPage(Paper paper, String unitName, boolean mayEdit) {}

    record CreatePaper(@Nullable UnitCode unit, NewPaper wanted) {}

    record EditPaper(long revision, NewPaper wanted) {}

    record CreatedPaper(UUID id) {}

    static final ListColumns<PaperRow> COLUMNS = ListColumns.<PaperRow>titled("followup.paper.")
            .column("title", row -> row.paper().title(), "title")
            .word("kind", "followup.paper-kind.", row -> row.paper().kind().word(), "kind")
            .column("number", row -> row.paper().number())
            .column("issuer", row -> row.paper().issuer())
            .column("unit", PaperRow::unitName, "unit")
            .column("issued", row -> row.paper().issued(), "issued")
            .column("tasks", row -> row.paper().tasks(), "tasks")
            .column("closed", row -> row.paper().closed(), "closed")
            .column("overdue", row -> row.paper().overdue(), "overdue")
            .filter("kind", Paper.Kind.values());

    private final Papers papers;
    private final KeptPapers kept;
    private final Institution institution;
    private final Texts texts;

    PaperController(Papers papers, KeptPapers kept, Institution institution, Texts texts) {
        this.papers = papers;
        this.kept = kept;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
    Listing<PaperRow> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query) {
        Function<UnitCode, String> names = institution.unitNames();
        return kept.list(
                        COLUMNS.chosen("kind", kind),
                        unit == null || unit.isBlank() ? null : unit,
                        institution.today(),
                        query)
                .map(paper -> new PaperRow(paper, names.apply(paper.unit())));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("followup.paper-list"), query, page -> list(kind, unit, page), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedPaper create(@RequestBody CreatePaper request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new CreatedPaper(papers.add(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    PaperPage one(@PathVariable UUID id, Actor actor) {
        Paper paper = papers.find(id).orElseThrow(NotFound::new);
        return new PaperPage(paper, institution.unitName(paper.unit()), papers.mayEdit(paper, actor));
    }

    @PutMapping("/{id}")
    PaperPage edit(@PathVariable UUID id, @RequestBody EditPaper request, Actor actor) {
        papers.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }
}
