package org.shuguan.server.census;

import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.RawBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The uploaded files of a source.
@RestController
@RequestMapping("/api/census/sources/{id}/files")
class SourceFileController {
    record Reason(@Nullable String reason) {}

    private final SourceFiles files;
    private final Census census;
    private final CensusAccess access;
    private final IncomingFiles incoming;
    private final Actors actors;

    SourceFileController(SourceFiles files, Census census, CensusAccess access, IncomingFiles incoming, Actors actors) {
        this.files = files;
        this.census = census;
        this.access = access;
        this.incoming = incoming;
        this.actors = actors;
    }

    @GetMapping
    List<SourceFiles.SourceFile> files(@PathVariable UUID id, Actor actor) {
        return files.list(access.readable(actor, id));
    }

    /// Receives a file as a raw stream.
    ///
    /// @param name its name; it must end like a kind that is read
    /// @param replace whether it may take the place of an older file of its name
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Uploads.Upload upload(
            @PathVariable UUID id,
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean replace,
            @RawBody InputStream content,
            Actor actor) {
        SourceRecord source = access.manageable(actor, id);
        if (source.kind() != SourceRecord.Kind.FILES || source.through() != null) {
            throw new Forbidden();
        }
        try (IncomingFile file = incoming.receive(content, census.left(source.unit()))) {
            return files.add(access.manageable(actors.asOfNow(actor), id), name, file, replace);
        }
    }

    /// @param file its name
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @RequestParam @Nullable String file, Actor actor) {
        files.remove(access.manageable(actor, id), file);
    }

    /// Leaves a file out of the coming censuses.
    @PostMapping(path = "/ignore", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ignore(@PathVariable UUID id, @RequestParam @Nullable String file, @RequestBody Reason reason, Actor actor) {
        files.ignore(access.manageable(actor, id), file, reason.reason(), actor);
    }

    /// Takes a file in again.
    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable UUID id, @RequestParam @Nullable String file, Actor actor) {
        files.read(access.manageable(actor, id), file);
    }
}
