package org.shuguan.server.meeting;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Meetings from their opening on over HTTP: attendance, notes, resolutions, minutes.
@RestController
@RequestMapping("/api/meetings/{id}")
class HeldMeetingController {
    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    record Attend(List<Meetings.Attendance> seats) {}

    /// @param outcome word of an outcome, null while it is open
    record NoteItem(
            long revision, @Nullable String note, @Nullable String outcome) {}

    record DraftResolution(NewResolution wanted) {}

    record EditResolution(long revision, NewResolution wanted) {}

    record DecideResolution(long revision, Resolutions.Vote vote) {}

    record MinutesOpening(@Nullable String opening) {}

    /// @param text empty for no objection
    record MinutesSaid(@Nullable String text) {}

    private final Meetings meetings;
    private final Agenda agenda;
    private final Resolutions resolutions;
    private final MinutesKeeping keeping;
    private final MinutesPaper paper;
    private final MeetingPages pages;

    HeldMeetingController(
            Meetings meetings,
            Agenda agenda,
            Resolutions resolutions,
            MinutesKeeping keeping,
            MinutesPaper paper,
            MeetingPages pages) {
        this.meetings = meetings;
        this.agenda = agenda;
        this.resolutions = resolutions;
        this.keeping = keeping;
        this.paper = paper;
        this.pages = pages;
    }

    @PostMapping("/open")
    MeetingPages.MeetingPage open(@PathVariable UUID id, Actor actor) {
        meetings.open(id, actor);
        return page(id, actor);
    }

    @PostMapping("/attendance")
    MeetingPages.MeetingPage attend(@PathVariable UUID id, @RequestBody Attend request, Actor actor) {
        meetings.attend(id, request.seats() == null ? List.of() : request.seats(), actor);
        return page(id, actor);
    }

    @PutMapping("/items/{item}")
    MeetingPages.MeetingPage note(
            @PathVariable UUID id, @PathVariable UUID item, @RequestBody NoteItem request, Actor actor) {
        agenda.note(id, item, request.revision(), request.note(), request.outcome(), actor);
        return page(id, actor);
    }

    @PostMapping("/end")
    MeetingPages.MeetingPage end(@PathVariable UUID id, Actor actor) {
        meetings.end(id, actor);
        return page(id, actor);
    }

    @PostMapping("/resolutions")
    MeetingPages.MeetingPage draft(@PathVariable UUID id, @RequestBody DraftResolution request, Actor actor) {
        resolutions.draft(id, request.wanted(), actor);
        return page(id, actor);
    }

    @PutMapping("/resolutions/{resolution}")
    MeetingPages.MeetingPage edit(
            @PathVariable UUID id, @PathVariable UUID resolution, @RequestBody EditResolution request, Actor actor) {
        resolutions.edit(id, resolution, request.revision(), request.wanted(), actor);
        return page(id, actor);
    }

    @DeleteMapping("/resolutions/{resolution}")
    MeetingPages.MeetingPage remove(@PathVariable UUID id, @PathVariable UUID resolution, Actor actor) {
        resolutions.remove(id, resolution, actor);
        return page(id, actor);
    }

    /// Records how the meeting decided; what is adopted becomes a follow-up.
    @PostMapping("/resolutions/{resolution}/decide")
    MeetingPages.MeetingPage decide(
            @PathVariable UUID id, @PathVariable UUID resolution, @RequestBody DecideResolution request, Actor actor) {
        resolutions.decide(id, resolution, request.revision(), request.vote(), actor);
        return page(id, actor);
    }

    @PutMapping("/minutes")
    MeetingPages.MeetingPage opening(@PathVariable UUID id, @RequestBody MinutesOpening request, Actor actor) {
        keeping.opening(id, request.opening(), actor);
        return page(id, actor);
    }

    @PostMapping("/minutes/circulate")
    MeetingPages.MeetingPage circulate(@PathVariable UUID id, Actor actor) {
        keeping.circulate(id, actor);
        return page(id, actor);
    }

    @PostMapping("/minutes/remark")
    MeetingPages.MeetingPage remark(@PathVariable UUID id, @RequestBody MinutesSaid said, Actor actor) {
        keeping.remark(id, said.text(), actor);
        return page(id, actor);
    }

    @PostMapping("/minutes/return")
    MeetingPages.MeetingPage giveBack(@PathVariable UUID id, @RequestBody MinutesSaid said, Actor actor) {
        keeping.giveBack(id, said.text(), actor);
        return page(id, actor);
    }

    @PostMapping("/minutes/sign")
    MeetingPages.MeetingPage sign(@PathVariable UUID id, Actor actor) {
        keeping.sign(id, actor);
        return page(id, actor);
    }

    @GetMapping("/minutes.docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Actor actor) {
        Meeting one = mustRead(id, actor);
        return answer(one, DOCX, "docx", paper.write(one).docx());
    }

    @GetMapping("/minutes.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Actor actor) {
        Meeting one = mustRead(id, actor);
        return answer(one, MediaType.APPLICATION_PDF, "pdf", paper.pdf(one));
    }

    private Meeting mustRead(UUID id, Actor actor) {
        Meeting one = meetings.readable(id, actor);
        if (!meetings.mayReadNotes(one, actor)
                || (one.state() != Meeting.State.OPEN && one.state() != Meeting.State.ENDED)) {
            throw new NotFound();
        }
        return one;
    }

    private static ResponseEntity<byte[]> answer(Meeting one, MediaType type, String ending, byte[] body) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, MeetingController.attachment(one.title() + "纪要." + ending))
                .body(body);
    }

    private MeetingPages.MeetingPage page(UUID id, Actor actor) {
        return pages.page(meetings.readable(id, actor), actor);
    }
}
