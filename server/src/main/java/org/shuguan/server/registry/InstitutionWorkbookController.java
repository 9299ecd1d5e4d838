package org.shuguan.server.registry;

import java.io.InputStream;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The institution as a workbook, exported and imported by the bureau and the administrator.
@RestController
@RequestMapping("/api/institution/workbook")
class InstitutionWorkbookController {
    private final InstitutionWorkbook workbook;
    private final RegisterAccess access;
    private final Actors actors;
    private final Texts texts;

    InstitutionWorkbookController(InstitutionWorkbook workbook, RegisterAccess access, Actors actors, Texts texts) {
        this.workbook = workbook;
        this.access = access;
        this.actors = actors;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> export(Actor actor) {
        access.mustKeepSome(actor);
        return Spreadsheet.download(texts.say("workbook.title"), workbook.export(actor));
    }

    /// The changes that the file would make; nothing is stored.
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    InstitutionWorkbook.Result preview(@RawBody InputStream file, Actor actor) {
        access.mustKeepSome(actor);
        return workbook.preview(IncomingWorkbook.read(file), actors.asOfNow(actor));
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    InstitutionWorkbook.Result importFile(@RawBody InputStream file, Actor actor) {
        access.mustKeepSome(actor);
        return workbook.importFile(IncomingWorkbook.read(file), actors.asOfNow(actor));
    }
}
