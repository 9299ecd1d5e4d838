package org.shuguan.server.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Restore drills over HTTP. A running one is cancelled as a job of its id.
@RestController
@RequestMapping("/api/drills")
class DrillController {
    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final double MILLIS = 1000.0;

    /// @param startedBy null if the server started it
    /// @param phase what it does, or did last, in words; null while it waits
    /// @param sizeBytes of the files of the home
    /// @param backupBytes of the encrypted backup
    /// @param backupSeconds how long the backup took; this and the others null if it did not come to that
    /// @param startSeconds until the restored database answered
    /// @param verifySeconds of record, rows and files together
    /// @param found what was in order, a sentence each
    /// @param problem why it failed, as a sentence
    record DrillView(
            UUID id,
            Instant createdAt,
            @Nullable String startedBy,
            String state,
            @Nullable String phase,
            @Nullable Instant begunAt,
            @Nullable Instant finishedAt,
            @Nullable Long sizeBytes,
            @Nullable Long backupBytes,
            @Nullable Long files,
            @Nullable Double backupSeconds,
            @Nullable Double restoreSeconds,
            @Nullable Double startSeconds,
            @Nullable Double verifySeconds,
            List<String> found,
            @Nullable String problem) {}

    /// @param possible false if the database is the operator's own: then the server cannot drill
    /// @param everyDays how often one is due
    /// @param lastDone when the last began that found all in order
    /// @param dueAt when the next is due, null if none is possible
    /// @param overdue whether it has been due for more than three days
    /// @param failed whether the last one failed
    /// @param may what the reader may do: `start`
    record StatusView(
            boolean possible,
            int everyDays,
            @Nullable Instant lastDone,
            @Nullable Instant dueAt,
            boolean overdue,
            boolean failed,
            List<String> may) {}

    /// @param neededBytes disk space that a drill needs
    /// @param freeBytes disk space that is free where it takes place
    record RoomView(long neededBytes, long freeBytes, boolean enough) {}

    /// @param id of the drill and of its job
    record StartedDrill(UUID id) {}

    static final ListColumns<DrillView> COLUMNS = ListColumns.<DrillView>titled("backup.column.")
            .column("created", DrillView::createdAt, "created_at")
            .column("startedBy", DrillView::startedBy, "started_by")
            .word("state", "backup.state.", DrillView::state, "state")
            .column("size", DrillView::sizeBytes, "size_bytes")
            .column("backupSize", DrillView::backupBytes)
            .column("files", DrillView::files)
            .column("backup", DrillView::backupSeconds, "backup_took")
            .column("restore", DrillView::restoreSeconds, "restore_took")
            .column("start", DrillView::startSeconds)
            .column("verify", DrillView::verifySeconds, "verify_took")
            .column("found", view -> String.join("; ", view.found()))
            .column("problem", DrillView::problem)
            .column("finished", DrillView::finishedAt, "finished_at")
            .filter("state", Drill.State.values());

    private final Drills drills;
    private final DrillCare care;
    private final DrillJob job;
    private final DrillPlace place;
    private final Access access;
    private final Texts texts;
    private final JsonMapper json;

    DrillController(
            Drills drills,
            DrillCare care,
            DrillJob job,
            DrillPlace place,
            Access access,
            Texts texts,
            JsonMapper json) {
        this.drills = drills;
        this.care = care;
        this.job = job;
        this.place = place;
        this.access = access;
        this.texts = texts;
        this.json = json;
    }

    /// The latest first.
    @GetMapping
    Listing<DrillView> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        access.must(actor, DrillPermission.READ, UnitCode.CITY);
        return drills.list(COLUMNS.chosen("state", state), query).map(this::view);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("backup.list"), query, page -> list(state, page, actor), texts);
    }

    /// When the next is due, and how the last one ended.
    @GetMapping("/status")
    StatusView status(Actor actor) {
        access.must(actor, DrillPermission.READ, UnitCode.CITY);
        DrillCare.Status status = care.status();
        boolean may = status.possible() && access.can(actor, DrillPermission.START, UnitCode.CITY);
        return new StatusView(
                status.possible(),
                status.everyDays(),
                status.lastDone(),
                status.dueAt(),
                status.overdue(),
                status.failed(),
                may ? List.of("start") : List.of());
    }

    /// Whether there is room for one; looks at every file of the home.
    @GetMapping("/room")
    RoomView room(Actor actor) throws IOException {
        access.must(actor, DrillPermission.READ, UnitCode.CITY);
        DrillPlace.Room room = possibleRoom();
        return new RoomView(room.needed(), room.free(), room.enough());
    }

    /// Starts one now.
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    StartedDrill start(Actor actor) throws IOException {
        access.must(actor, DrillPermission.START, UnitCode.CITY);
        DrillPlace.Room room = possibleRoom();
        if (!room.enough()) {
            throw DrillRefused.noRoom(room);
        }
        return new StartedDrill(job.start(Person.of(actor)));
    }

    private DrillPlace.Room possibleRoom() throws IOException {
        if (!place.possible()) {
            throw DrillRefused.ownDatabase();
        }
        return place.room();
    }

    private DrillView view(Drill drill) {
        return new DrillView(
                drill.id(),
                drill.createdAt(),
                drill.startedBy(),
                drill.stateWord(),
                drill.phase() == null ? null : texts.say("backup.phase." + Rows.word(drill.phase())),
                drill.begunAt(),
                drill.finishedAt(),
                drill.sizeBytes(),
                drill.backupBytes(),
                drill.files(),
                seconds(drill.backupTook()),
                seconds(drill.restoreTook()),
                seconds(drill.startTook()),
                seconds(drill.verifyTook()),
                json.readValue(drill.found(), NUMBERS).entrySet().stream()
                        .map(one ->
                                texts.say("backup.found." + one.getKey(), Map.of("n", String.valueOf(one.getValue()))))
                        .toList(),
                drill.problem() == null
                        ? null
                        : texts.say(drill.problem(), Map.of("detail", String.valueOf(drill.detail()))));
    }

    private static @Nullable Double seconds(@Nullable Duration took) {
        return took == null ? null : took.toMillis() / MILLIS;
    }
}
