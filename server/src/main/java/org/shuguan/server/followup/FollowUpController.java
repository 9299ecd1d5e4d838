package org.shuguan.server.followup;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
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

/// Follow-ups over HTTP.
@RestController
@RequestMapping("/api/follow-ups")
class FollowUpController {
    /// @param giverName the group that gave it
    /// @param partNames of the units that take part
    /// @param warnedOn the last working day on or before the last day, null without a day
    /// @param provisional whether the holidays of the last day's year are not announced yet
    record FollowUpRow(
            FollowUp followUp,
            String leadName,
            String giverName,
            List<String> partNames,
            DeadlineLight light,
            @Nullable LocalDate warnedOn,
            boolean provisional) {}

    record PartRow(Part part, String unitName, boolean mayBeDone) {}

    record ReportRow(Progress report, String unitName) {}

    record RequestRow(TermRequest request, @Nullable String leadName) {}

    /// A follow-up that was split off, merged in, or is the whole or the goal.
    record Related(UUID id, String number, String title, FollowUp.State state, String leadName, String how) {}

    /// @param may the acts of the reader
    /// @param mayAmend whether the reader may correct it
    record FollowUpPage(
            FollowUpRow row,
            @Nullable String paperTitle,
            Set<FollowUpAct> may,
            boolean mayAmend,
            boolean mayAddEvidence,
            List<PartRow> parts,
            List<Milestone> milestones,
            List<ReportRow> reports,
            List<RequestRow> requests,
            List<EvidenceKeeping.Shown> evidence,
            List<Related> related,
            List<KeptStep> steps) {}

    record GiveFollowUp(NewFollowUp wanted) {}

    record AmendFollowUp(long revision, NewFollowUp wanted) {}

    record NameEntry(@Nullable UUID entry) {}

    record CreatedFollowUp(UUID id) {}

    /// How a unit's follow-ups ended.
    ///
    /// @param percent of the closed ones with a day, how many in a hundred were in time; null if there are none
    record RateRow(
            UnitCode unit,
            String unitName,
            int closed,
            int inTime,
            int late,
            @Nullable Integer percent,
            int open,
            int overdue,
            int extended) {}

    static final ListColumns<FollowUpRow> COLUMNS = ListColumns.<FollowUpRow>titled("followup.column.")
            .column("number", row -> row.followUp().number(), "f.number")
            .column("title", row -> row.followUp().title(), "f.title")
            .column("lead", FollowUpRow::leadName, "f.lead")
            .column("parts", row -> String.join("、", row.partNames()))
            .word("origin", "followup.origin.", row -> row.followUp().origin().word(), "f.origin")
            .column("originText", row -> row.followUp().originText())
            .word("kind", "followup.kind.", row -> row.followUp().kind().word(), "f.kind")
            .column("giver", FollowUpRow::giverName)
            .column("given", row -> row.followUp().givenAt(), "f.given_at")
            .column("due", row -> row.followUp().owedBy(), "coalesce(f.report_due, f.lapses_on)")
            .column("dueText", row -> row.followUp().dueText())
            .column("warned", FollowUpRow::warnedOn)
            .word("state", "followup.state.", row -> row.followUp().state().word(), "f.state")
            .word(
                    "light",
                    "followup.light.",
                    row -> row.followUp().isOver() ? null : row.light().word())
            .column("percent", row -> row.followUp().percent(), "f.percent")
            .column("closed", row -> row.followUp().closedAt(), "f.closed_at")
            .column("note", row -> row.followUp().closedNote())
            .filter(
                    "state",
                    java.util.stream.Stream.concat(
                                    java.util.stream.Stream.of("open"),
                                    java.util.Arrays.stream(FollowUp.State.values())
                                            .map(FollowUp.State::word))
                            .toList())
            .filter("ended", List.of("in-time", "late", "with-day", "extended"))
            .filter("origin", FollowUp.Origin.values())
            .filter("kind", FollowUp.Kind.values());

    static final ListColumns<RateRow> RATE_COLUMNS = ListColumns.<RateRow>titled("followup.rate.")
            .column("unit", RateRow::unitName)
            .column("closed", RateRow::closed)
            .column("inTime", RateRow::inTime)
            .column("late", RateRow::late)
            .column("percent", RateRow::percent)
            .column("open", RateRow::open)
            .column("overdue", RateRow::overdue)
            .column("extended", RateRow::extended)
            .sorted("unit", (RateRow row) -> row.unit().value())
            .sorted("closed", RateRow::closed)
            .sorted("inTime", RateRow::inTime)
            .sorted("late", RateRow::late)
            .sorted("percent", RateRow::percent)
            .sorted("open", RateRow::open)
            .sorted("overdue", RateRow::overdue)
            .sorted("extended", RateRow::extended);

    private final FollowUps followUps;
    private final KeptFollowUps kept;
    private final KeptDetails details;
    private final EvidenceKeeping evidence;
    private final Papers papers;
    private final FollowUpTerms terms;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Institution institution;
    private final Texts texts;

    FollowUpController(
            FollowUps followUps,
            KeptFollowUps kept,
            KeptDetails details,
            EvidenceKeeping evidence,
            Papers papers,
            FollowUpTerms terms,
            IncomingFiles incoming,
            Actors actors,
            Institution institution,
            Texts texts) {
        this.followUps = followUps;
        this.kept = kept;
        this.details = details;
        this.evidence = evidence;
        this.papers = papers;
        this.terms = terms;
        this.incoming = incoming;
        this.actors = actors;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param state `open` for all that are not over, or one state
    /// @param unit only in which this unit leads or takes part
    /// @param lead only those that this unit leads
    /// @param late only what is or was late
    /// @param mine only where it is the reader's turn
    /// @param from with `to` only what, or whose report, is due between these days
    /// @param ended only what was closed in time, late, or either, or what was extended
    /// @param givenFrom with `givenTo` only what was given on these days
    @GetMapping
    Listing<FollowUpRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String origin,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode lead,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable Boolean mine,
            @RequestParam @Nullable UUID paper,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable String ended,
            @RequestParam @Nullable LocalDate givenFrom,
            @RequestParam @Nullable LocalDate givenTo,
            @ParameterObject ListQuery query,
            Actor actor) {
        Listing<FollowUp> found = kept.list(
                followUps.reader(actor),
                new KeptFollowUps.Narrowed(
                        COLUMNS.chosen("state", state),
                        COLUMNS.chosen("origin", origin),
                        COLUMNS.chosen("kind", kind),
                        blank(unit),
                        lead == null ? null : lead.value(),
                        Boolean.TRUE.equals(late),
                        Boolean.TRUE.equals(mine),
                        paper,
                        from,
                        to,
                        COLUMNS.chosen("ended", ended),
                        startOf(givenFrom),
                        startOf(givenTo == null ? null : givenTo.plusDays(1)),
                        institution.today()),
                query);
        Function<UnitCode, String> names = institution.unitNames();
        Map<UUID, List<Part>> parts =
                details.parts(found.items().stream().map(FollowUp::id).toList());
        return found.map(one -> row(one, parts.getOrDefault(one.id(), List.of()), names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String origin,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UnitCode lead,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable Boolean mine,
            @RequestParam @Nullable UUID paper,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @RequestParam @Nullable String ended,
            @RequestParam @Nullable LocalDate givenFrom,
            @RequestParam @Nullable LocalDate givenTo,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("followup.list"),
                query,
                page -> list(
                        state, origin, kind, unit, lead, late, mine, paper, from, to, ended, givenFrom, givenTo, page,
                        actor),
                texts);
    }

    /// How the follow-ups of each lead unit ended.
    ///
    /// @param from with `to` only those given on these days
    @GetMapping("/rates")
    Listing<RateRow> rates(
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        String words = query.q() == null ? "" : query.q().strip().toLowerCase(Locale.ROOT);
        List<RateRow> rows = kept
                .rates(
                        followUps.reader(actor),
                        startOf(from),
                        startOf(to == null ? null : to.plusDays(1)),
                        institution.today())
                .stream()
                .map(rate -> new RateRow(
                        rate.lead(),
                        names.apply(rate.lead()),
                        rate.closed(),
                        rate.inTime(),
                        rate.late(),
                        rate.inTime() + rate.late() == 0
                                ? null
                                : Math.round(100f * rate.inTime() / (rate.inTime() + rate.late())),
                        rate.open(),
                        rate.overdue(),
                        rate.extended()))
                .filter(row -> row.unitName().toLowerCase(Locale.ROOT).contains(words))
                .toList();
        return RATE_COLUMNS.page(
                rows, query, Comparator.comparing((RateRow row) -> row.unit().value()));
    }

    @GetMapping("/rates/export.{format}")
    ResponseEntity<byte[]> exportRates(
            @PathVariable String format,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        return RATE_COLUMNS.download(
                format, texts.say("followup.rate-list"), query, page -> rates(from, to, page, actor), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedFollowUp give(@RequestBody GiveFollowUp request, Actor actor) {
        return new CreatedFollowUp(followUps.give(request.wanted(), actor));
    }

    @GetMapping("/{id}")
    FollowUpPage one(@PathVariable UUID id, Actor actor) {
        FollowUp one = followUps.readable(id, actor);
        Function<UnitCode, String> names = institution.unitNames();
        List<Part> parts = details.partsOf(id);
        Set<FollowUpAct> may = followUps.may(one, parts, actor);
        UUID paper = one.paper();
        return new FollowUpPage(
                row(one, parts, names),
                paper == null ? null : papers.find(paper).map(Paper::title).orElse(null),
                may,
                !one.isOver() && one.isGivers(actor),
                followUps.mayAddEvidence(one, parts, actor),
                parts.stream()
                        .map(part -> new PartRow(
                                part,
                                names.apply(part.unit()),
                                part.doneAt() == null
                                        && may.contains(FollowUpAct.PART_DONE)
                                        && followUps.works(one, List.of(part), actor) != null))
                        .toList(),
                details.milestonesOf(id),
                details.reportsOf(id).stream()
                        .map(report -> new ReportRow(report, names.apply(report.unit())))
                        .toList(),
                details.requestsOf(id).stream()
                        .map(request ->
                                new RequestRow(request, request.lead() == null ? null : names.apply(request.lead())))
                        .toList(),
                evidence.shown(one, names, actor),
                related(one, names),
                details.stepsOf(id));
    }

    @PutMapping("/{id}")
    FollowUpPage amend(@PathVariable UUID id, @RequestBody AmendFollowUp request, Actor actor) {
        followUps.readable(id, actor);
        followUps.amend(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/{act:sign|divide|report|confirm|send-back|finish|return|close|ask-extension|ask-hand-on"
            + "|grant|refuse|extend|hand-on|split|merge|withdraw|part-done|milestone-done}")
    FollowUpPage act(
            @PathVariable UUID id, @PathVariable FollowUpAct act, @RequestBody FollowUpAct.Said said, Actor actor) {
        followUps.readable(id, actor);
        followUps.act(id, act, said, actor);
        // After an act such as handing on the actor may no longer read it.
        return one(id, actor);
    }

    /// Names a published catalog entry as evidence.
    @PostMapping("/{id}/evidence")
    FollowUpPage nameEntry(@PathVariable UUID id, @RequestBody NameEntry request, Actor actor) {
        evidence.addEntry(id, request.entry(), actor);
        return one(id, actor);
    }

    /// Receives a file as a raw stream.
    @PostMapping(path = "/{id}/files", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    FollowUpPage addFile(@PathVariable UUID id, @RequestParam String name, @RawBody InputStream content, Actor actor) {
        evidence.mustAdd(id, actor);
        try (IncomingFile file = incoming.receive(content, EvidenceKeeping.LARGEST)) {
            Actor now = actors.asOfNow(actor);
            evidence.addFile(id, name, file, now);
            return one(id, now);
        }
    }

    @GetMapping("/{id}/files/{evidence}")
    ResponseEntity<Resource> file(@PathVariable UUID id, @PathVariable("evidence") UUID file, Actor actor) {
        EvidenceKeeping.Opened opened = evidence.open(id, file, actor);
        Path path = opened.file();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(opened.evidence().title(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(path));
    }

    @DeleteMapping("/{id}/evidence/{evidence}")
    FollowUpPage removeEvidence(@PathVariable UUID id, @PathVariable("evidence") UUID file, Actor actor) {
        evidence.remove(id, file, actor);
        return one(id, actor);
    }

    private List<Related> related(FollowUp one, Function<UnitCode, String> names) {
        List<Related> related = kept.childrenOf(one.id()).stream()
                .map(child -> related(child, one.id().equals(child.parent()) ? "part" : "merged-in", names))
                .collect(Collectors.toList());
        if (one.parent() != null) {
            kept.find(one.parent()).ifPresent(whole -> related.add(related(whole, "whole", names)));
        }
        if (one.mergedInto() != null) {
            kept.find(one.mergedInto()).ifPresent(goal -> related.add(related(goal, "merged-into", names)));
        }
        return related;
    }

    private static Related related(FollowUp one, String how, Function<UnitCode, String> names) {
        return new Related(one.id(), one.number(), one.title(), one.state(), names.apply(one.lead()), how);
    }

    private FollowUpRow row(FollowUp one, List<Part> parts, Function<UnitCode, String> names) {
        LocalDate owed = one.owedBy();
        return new FollowUpRow(
                one,
                names.apply(one.lead()),
                giverName(one, names),
                parts.stream().map(part -> names.apply(part.unit())).toList(),
                terms.light(one),
                owed == null ? null : terms.lastWorkingDay(owed),
                owed != null && !one.isOver() && terms.isProvisional(owed));
    }

    /// The overseers of the city are the bureau; for those of a district the name contains the district's.
    private String giverName(FollowUp one, Function<UnitCode, String> names) {
        if (!Capacity.isOverseer(one.giverRole())) {
            return texts.say("task.role." + one.giverRole().word());
        }
        return one.giverUnit().equals(UnitCode.CITY)
                ? texts.say("approval.bureau")
                : texts.say("approval.bureau-of", Map.of("district", names.apply(one.giverUnit())));
    }

    private static @Nullable Instant startOf(@Nullable LocalDate day) {
        return day == null ? null : CityTime.startOf(day);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
