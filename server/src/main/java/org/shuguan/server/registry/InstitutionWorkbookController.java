package org.shuguan.server.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// The institution as a workbook, exported and imported by the bureau and the administrator.
@RestController
@RequestMapping("/api/institution/workbook")
class InstitutionWorkbookController {
    private final InstitutionWorkbook workbook;
    private final RegisterAccess access;
    private final Texts texts;

    InstitutionWorkbookController(InstitutionWorkbook workbook, RegisterAccess access, Texts texts) {
        this.workbook = workbook;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> export(Actor actor) {
        access.mustKeepSome(actor);
        return Spreadsheet.download(texts.say("workbook.title"), workbook.export(actor));
    }

    /// The changes that the file would make; nothing is stored.
    @PostMapping("/preview")
    InstitutionWorkbook.Result preview(@RequestPart MultipartFile file, Actor actor) {
        access.mustKeepSome(actor);
        return workbook.preview(stream(file), actor);
    }

    @PostMapping
    InstitutionWorkbook.Result importFile(@RequestPart MultipartFile file, Actor actor) {
        access.mustKeepSome(actor);
        return workbook.importFile(stream(file), actor);
    }

    private static InputStream stream(MultipartFile file) {
        try {
            return file.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
