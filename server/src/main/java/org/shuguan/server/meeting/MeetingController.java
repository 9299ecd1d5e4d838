package org.shuguan.server.meeting;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.document.Documents;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Meetings up to their opening over HTTP: plan, invitations, answers, agenda, files.
@RestController
@RequestMapping("/api/meetings")
class MeetingController {
    record MeetingListRow(
            KeptMeetings.Counted meeting,
            String territoryName,
            @Nullable String minutesNumber) {}

    /// When a territory must meet next.
    record NextRow(Rhythm.Next next, String territoryName) {}

    record NextRows(List<NextRow> territories) {}

    record PlanMeeting(@Nullable UnitCode unit, NewMeeting wanted) {}

    record EditMeeting(long revision, NewMeeting wanted) {}

    record MeetingSaid(@Nullable String text) {}

    /// @param seat for which it is answered
    record SeatAnswer(
            @Nullable UUID seat,
            Seat.@Nullable Answer answer,
            String text,
            @Nullable String substituteName,
            @Nullable String substitutePosition,
            @Nullable OfficerId substitute) {}

    record PutItem(@Nullable UUID topic, @Nullable String kind) {}

    record OrderAgenda(List<Agenda.Place> places) {}

    record CreatedMeeting(UUID id) {}

    static final ListColumns<MeetingListRow> COLUMNS = ListColumns.<MeetingListRow>titled("meeting.column.")
            .column("title", row -> row.meeting().title(), "m.title")
            .column("territory", MeetingListRow::territoryName, "m.territory")
            .column("day", row -> row.meeting().day(), "m.day")
            .column("begins", row -> row.meeting().begins())
            .column("place", row -> row.meeting().place(), "m.place")
            .word("state", "meeting.state.", row -> row.meeting().state().word(), "m.state")
            .column("seats", row -> row.meeting().seats())
            .column("answered", row -> row.meeting().answered())
            .column("resolutions", row -> row.meeting().resolutions())
            .column("minutes", MeetingListRow::minutesNumber)
            .filter("state", Meeting.State.values());

    private final Meetings meetings;
    private final Agenda agenda;
    private final MeetingPages pages;
    private final Rhythm rhythm;
    private final Topics topics;
    private final KeptMeetings kept;
    private final KeptTopics keptTopics;
    private final Documents documents;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Institution institution;
    private final Texts texts;

    MeetingController(
            Meetings meetings,
            Agenda agenda,
            MeetingPages pages,
            Rhythm rhythm,
            Topics topics,
            KeptMeetings kept,
            KeptTopics keptTopics,
            Documents documents,
            IncomingFiles incoming,
            Actors actors,
            Institution institution,
            Texts texts) {
        this.meetings = meetings;
        this.agenda = agenda;
        this.pages = pages;
        this.rhythm = rhythm;
        this.topics = topics;
        this.kept = kept;
        this.keptTopics = keptTopics;
        this.documents = documents;
        this.incoming = incoming;
        this.actors = actors;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param territory only those of the city or of a district
    /// @param from with `to` only those between these days
    @GetMapping
    Listing<MeetingListRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UnitCode territory,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return kept.list(
                        topics.reader(actor),
                        COLUMNS.chosen("state", state),
                        territory == null ? null : territory.value(),
                        from,
                        to,
                        query)
                .map(one -> new MeetingListRow(
                        one,
                        names.apply(one.territory()),
                        one.number() == null ? null : "〔" + one.numberYear() + "〕" + one.number() + "号"));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UnitCode territory,
            @RequestParam @Nullable LocalDate from,
            @RequestParam @Nullable LocalDate to,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("meeting.list"), query, page -> list(state, territory, from, to, page, actor), texts);
    }

    /// When the territories must meet next whose meetings the reader sees.
    @GetMapping("/next")
    NextRows next(Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return new NextRows(rhythm.nextFor(actor).stream()
                .map(next -> new NextRow(next, names.apply(next.territory())))
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedMeeting plan(@RequestBody PlanMeeting request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new CreatedMeeting(meetings.plan(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    MeetingPages.MeetingPage one(@PathVariable UUID id, Actor actor) {
        return pages.page(meetings.readable(id, actor), actor);
    }

    @PutMapping("/{id}")
    MeetingPages.MeetingPage edit(@PathVariable UUID id, @RequestBody EditMeeting request, Actor actor) {
        meetings.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/convene")
    MeetingPages.MeetingPage convene(@PathVariable UUID id, Actor actor) {
        meetings.convene(id, actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/cancel")
    MeetingPages.MeetingPage cancel(@PathVariable UUID id, @RequestBody MeetingSaid said, Actor actor) {
        meetings.cancel(id, said.text(), actor);
        return one(id, actor);
    }

    /// Answers the invitation for a seat of the reader.
    @PostMapping("/{id}/answer")
    MeetingPages.MeetingPage answer(@PathVariable UUID id, @RequestBody SeatAnswer said, Actor actor) {
        meetings.readable(id, actor);
        new InvalidInput.Check().that(said.seat() != null, "seat", "required").orRefuse();
        meetings.answer(
                id,
                Objects.requireNonNull(said.seat()),
                new Meetings.Answered(
                        said.answer(),
                        said.text(),
                        said.substituteName(),
                        said.substitutePosition(),
                        said.substitute()),
                actor);
        return one(id, actor);
    }

    /// The invitation as a file for the reader's calendar.
    @GetMapping("/{id}/invitation.ics")
    ResponseEntity<byte[]> calendar(@PathVariable UUID id, HttpServletRequest request, Actor actor) {
        Meeting one = meetings.readable(id, actor);
        List<Item> items = keptTopics.itemsOf(id);
        Map<UUID, String> titles = keptTopics
                .find(items.stream().map(Item::topic).toList())
                .stream()
                .collect(Collectors.toMap(Topic::id, Topic::title));
        byte[] file = CalendarFile.of(
                one,
                items.stream()
                        .map(item -> item.position() + ". " + titles.get(item.topic()))
                        .toList(),
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path(one.link())
                        .toUriString());
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(one.title() + ".ics"))
                .body(file);
    }

    /// Puts a topic on the agenda.
    @PostMapping("/{id}/items")
    MeetingPages.MeetingPage put(@PathVariable UUID id, @RequestBody PutItem request, Actor actor) {
        agenda.put(id, request.topic(), request.kind(), actor);
        return one(id, actor);
    }

    @PutMapping("/{id}/items")
    MeetingPages.MeetingPage order(@PathVariable UUID id, @RequestBody OrderAgenda request, Actor actor) {
        agenda.order(id, request.places() == null ? List.of() : request.places(), actor);
        return one(id, actor);
    }

    @DeleteMapping("/{id}/items/{item}")
    MeetingPages.MeetingPage takeOff(@PathVariable UUID id, @PathVariable UUID item, Actor actor) {
        agenda.takeOff(id, item, actor);
        return one(id, actor);
    }

    /// Receives a file as a raw stream.
    @PostMapping(path = "/{id}/files", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    MeetingPages.MeetingPage addFile(
            @PathVariable UUID id,
            @RequestParam String name,
            @RequestParam Grade grade,
            @RawBody InputStream content,
            Actor actor) {
        mustAddFiles(id, actor);
        try (IncomingFile file = incoming.receive(content, Documents.LARGEST)) {
            Actor now = actors.asOfNow(actor);
            documents.add(mustAddFiles(id, now).subject(), name, grade, file, now);
            return one(id, now);
        }
    }

    @GetMapping("/{id}/files/{document}")
    ResponseEntity<Resource> file(@PathVariable UUID id, @PathVariable UUID document, Actor actor) {
        Meeting one = meetings.readable(id, actor);
        Documents.Opened opened = documents.open(one.subject(), document, meetings.isAddressed(one, actor));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        attachment(opened.document().title()))
                .body(new FileSystemResource(opened.file()));
    }

    /// The reader says to have read the file.
    @PostMapping("/{id}/files/{document}/read")
    MeetingPages.MeetingPage read(@PathVariable UUID id, @PathVariable UUID document, Actor actor) {
        Meeting one = meetings.readable(id, actor);
        documents.read(one.subject(), document, meetings.isAddressed(one, actor), actor);
        return one(id, actor);
    }

    @DeleteMapping("/{id}/files/{document}")
    MeetingPages.MeetingPage removeFile(@PathVariable UUID id, @PathVariable UUID document, Actor actor) {
        documents.remove(mustAddFiles(id, actor).subject(), document);
        return one(id, actor);
    }

    private Meeting mustAddFiles(UUID id, Actor actor) {
        return meetings.mustPrepare(id, actor, Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.OPEN);
    }

    static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
