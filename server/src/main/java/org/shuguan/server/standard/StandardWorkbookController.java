package org.shuguan.server.standard;

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

/// The standards as a workbook: every official exports it, the bureau imports it.
@RestController
@RequestMapping("/api/standard/workbook")
class StandardWorkbookController {
    private final StandardWorkbook workbook;
    private final Standards standards;
    private final Actors actors;
    private final Texts texts;

    StandardWorkbookController(StandardWorkbook workbook, Standards standards, Actors actors, Texts texts) {
        this.workbook = workbook;
        this.standards = standards;
        this.actors = actors;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> export() {
        return Spreadsheet.download(texts.say("standard.workbook"), workbook.export());
    }

    /// The changes that the file would make; nothing is stored.
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    StandardWorkbook.StandardImport preview(@RawBody InputStream file, Actor actor) {
        standards.mustKeep(actor);
        return workbook.preview(IncomingWorkbook.read(file), actors.asOfNow(actor));
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    StandardWorkbook.StandardImport importFile(@RawBody InputStream file, Actor actor) {
        standards.mustKeep(actor);
        return workbook.importFile(IncomingWorkbook.read(file), actors.asOfNow(actor));
    }
}
