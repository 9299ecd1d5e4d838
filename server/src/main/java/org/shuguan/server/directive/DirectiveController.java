package org.shuguan.server.directive;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.document.Documents;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.followup.NewFollowUp;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/// The library of directives over HTTP.
@RestController
@RequestMapping("/api/directives")
class DirectiveController {
    /// @param readers how many of the units that must read it have, as `3/14`; empty before it is circulated
    record DirectiveRow(KeptDirectives.Counted directive, String readers) {}

    record ReaderRow(KeptDirectives.Addressee reader, String unitName, boolean late) {}

    /// A follow-up that it led to.
    ///
    /// @param link null where the reader may not open it
    record Following(
            String number,
            String title,
            String leadName,
            FollowUp.State state,
            DeadlineLight light,
            @Nullable LocalDate due,
            @Nullable String link) {}

    /// @param mustRead names of the units for which the reader must say that they read it
    record DirectivePage(
            Directive directive,
            List<ReaderRow> readers,
            List<Following> followUps,
            List<Documents.Shown> documents,
            List<String> mustRead,
            boolean mayKeep) {}

    record CreateDirective(@Nullable UnitCode unit, NewDirective wanted) {}

    record EditDirective(long revision, NewDirective wanted) {}

    record Circulate(List<UnitCode> units) {}

    record Follow(NewFollowUp wanted) {}

    record CreatedDirective(UUID id) {}

    static final ListColumns<DirectiveRow> COLUMNS = ListColumns.<DirectiveRow>titled("directive.column.")
            .column("title", row -> row.directive().title(), "d.title")
            .column("number", row -> row.directive().number(), "d.number")
            .word("level", "directive.level.", row -> row.directive().level().word(), "d.level")
            .column("issuer", row -> row.directive().issuer(), "d.issuer")
            .column("issued", row -> row.directive().issued(), "d.issued")
            .column("readBy", row -> row.directive().readBy(), "d.read_by")
            .column("readers", DirectiveRow::readers)
            .column("followUps", row -> row.directive().followUps())
            .column("summary", row -> row.directive().summary())
            .filter("level", Directive.Level.values());

    private final Directives directives;
    private final KeptDirectives kept;
    private final Documents documents;
    private final FollowUpFacts followUps;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    DirectiveController(
            Directives directives,
            KeptDirectives kept,
            Documents documents,
            FollowUpFacts followUps,
            IncomingFiles incoming,
            Actors actors,
            Access access,
            Institution institution,
            Texts texts) {
        this.directives = directives;
        this.kept = kept;
        this.documents = documents;
        this.followUps = followUps;
        this.incoming = incoming;
        this.actors = actors;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param unit only those circulated to this unit
    /// @param unread only those that the reader must still read for a unit
    @GetMapping
    Listing<DirectiveRow> list(
            @RequestParam @Nullable String level,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean unread,
            @ParameterObject ListQuery query,
            Actor actor) {
        return kept.list(
                        directives.reader(actor),
                        COLUMNS.chosen("level", level),
                        unit == null || unit.isBlank() ? null : unit,
                        Boolean.TRUE.equals(unread),
                        access.scope(actor, DirectivePermission.RECEIVE),
                        query)
                .map(one -> new DirectiveRow(one, one.addressed() == 0 ? "" : one.haveRead() + "/" + one.addressed()));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String level,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable Boolean unread,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("directive.list"), query, page -> list(level, unit, unread, page, actor), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedDirective create(@RequestBody CreateDirective request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new CreatedDirective(directives.add(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    DirectivePage one(@PathVariable UUID id, Actor actor) {
        Directive one = directives.readable(id, actor);
        Function<UnitCode, String> names = institution.unitNames();
        LocalDate readBy = one.readBy();
        boolean over = readBy != null && institution.today().isAfter(readBy);
        boolean addressed = directives.isAddressed(one, actor);
        return new DirectivePage(
                one,
                kept.addresseesOf(id).stream()
                        .map(reader ->
                                new ReaderRow(reader, names.apply(reader.unit()), over && reader.readAt() == null))
                        .toList(),
                following(id, names, actor),
                documents.shown(one.subject(), document -> addressed, actor),
                directives.owedBy(id, actor).stream().map(names).toList(),
                directives.mayKeep(one, actor));
    }

    @PutMapping("/{id}")
    DirectivePage edit(@PathVariable UUID id, @RequestBody EditDirective request, Actor actor) {
        directives.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        directives.remove(id, actor);
    }

    @PostMapping("/{id}/circulate")
    DirectivePage circulate(@PathVariable UUID id, @RequestBody Circulate request, Actor actor) {
        directives.circulate(id, request.units() == null ? List.of() : request.units(), actor);
        return one(id, actor);
    }

    /// The reader says to have read it.
    @PostMapping("/{id}/read")
    DirectivePage read(@PathVariable UUID id, Actor actor) {
        directives.read(id, actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/follow-ups")
    DirectivePage follow(@PathVariable UUID id, @RequestBody Follow request, Actor actor) {
        directives.follow(id, request.wanted(), actor);
        return one(id, actor);
    }

    /// Receives a file as a raw stream.
    @PostMapping(path = "/{id}/files", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    DirectivePage addFile(
            @PathVariable UUID id,
            @RequestParam String name,
            @RequestParam Grade grade,
            @RawBody InputStream content,
            Actor actor) {
        directives.mustKeep(id, actor);
        try (IncomingFile file = incoming.receive(content, Documents.LARGEST)) {
            Actor now = actors.asOfNow(actor);
            documents.add(directives.mustKeep(id, now).subject(), name, grade, file, now);
            return one(id, now);
        }
    }

    @GetMapping("/{id}/files/{document}")
    ResponseEntity<Resource> file(@PathVariable UUID id, @PathVariable UUID document, Actor actor) {
        Directive one = directives.readable(id, actor);
        Documents.Opened opened = documents.open(one.subject(), document, directives.isAddressed(one, actor));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(opened.document().title(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(opened.file()));
    }

    @DeleteMapping("/{id}/files/{document}")
    DirectivePage removeFile(@PathVariable UUID id, @PathVariable UUID document, Actor actor) {
        documents.remove(directives.mustKeep(id, actor).subject(), document);
        return one(id, actor);
    }

    private List<Following> following(UUID id, Function<UnitCode, String> names, Actor actor) {
        return followUps.find(kept.followUpsOf(id)).values().stream()
                .sorted(Comparator.comparing(FollowUp::number))
                .map(one -> new Following(
                        one.number(),
                        one.title(),
                        names.apply(one.lead()),
                        one.state(),
                        followUps.light(one),
                        followUps.owedBy(one).orElse(null),
                        followUps.isReadable(one.id(), actor) ? "/office/follow-ups/" + one.id() : null))
                .toList();
    }
}
