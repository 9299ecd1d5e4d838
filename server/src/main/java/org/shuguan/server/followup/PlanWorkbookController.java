package org.shuguan.server.followup;

import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.RawBody;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A work plan as a workbook over HTTP.
@RestController
@RequestMapping("/api/follow-ups/workbook")
class PlanWorkbookController {
    private final PlanWorkbook workbook;
    private final Access access;
    private final Actors actors;

    PlanWorkbookController(PlanWorkbook workbook, Access access, Actors actors) {
        this.workbook = workbook;
        this.access = access;
        this.actors = actors;
    }

    /// @param paper only the follow-ups of this plan
    @GetMapping
    ResponseEntity<byte[]> export(@RequestParam @Nullable UUID paper, Actor actor) {
        return workbook.export(paper, actor).download("xlsx");
    }

    /// The changes that the file would make; nothing is stored.
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    PlanWorkbook.PlanResult preview(@RequestParam @Nullable UUID paper, @RawBody InputStream file, Actor actor) {
        return read(paper, file, false, actor);
    }

    /// Takes the file in, unless a row is not understood.
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    PlanWorkbook.PlanResult importFile(@RequestParam @Nullable UUID paper, @RawBody InputStream file, Actor actor) {
        return read(paper, file, true, actor);
    }

    private PlanWorkbook.PlanResult read(@Nullable UUID paper, InputStream file, boolean take, Actor actor) {
        if (!access.canAnywhere(actor, FollowUpPermission.GIVE)) {
            throw new Forbidden();
        }
        return workbook.read(IncomingWorkbook.read(file), paper, take, actors.asOfNow(actor));
    }
}
