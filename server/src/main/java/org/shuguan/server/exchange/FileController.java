package org.shuguan.server.exchange;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.sharing.Grant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The files of a grant for people: of the unit that gives, which sees them, and of the unit that reads, which has
/// them prepared and downloads them. Downloads are limited, signed and recorded like those of machines.
@RestController
@RequestMapping("/api/exchange/grants/{id}/files")
class FileController {
    /// A file.
    ///
    /// @param since as a text: browsers have no whole numbers of this size
    /// @param problem why there is none, as a sentence
    /// @param sha256 hexadecimal
    record FileView(
            UUID id,
            String askedBy,
            Instant askedAt,
            String format,
            String encoding,
            @Nullable String since,
            FileRecords.State state,
            @Nullable String problem,
            @Nullable String version,
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable Instant expiresAt) {}

    /// The files of a grant.
    ///
    /// @param may whether the reader may have files prepared and download them
    /// @param versions since which changes are told, the newest first
    record FilesView(boolean may, List<FileView> files, List<String> versions) {}

    /// @param since only what changed since this version, null for all rows
    record FileRequest(
            String format, String encoding, @Nullable String since, Served.@Nullable From source) {}

    private static final int SHOWN = 20;

    private final FileRecords records;
    private final GrantFiles files;
    private final FileGateway gateway;
    private final VisibleGrants visible;
    private final Access access;

    FileController(FileRecords records, GrantFiles files, FileGateway gateway, VisibleGrants visible, Access access) {
        this.records = records;
        this.files = files;
        this.gateway = gateway;
        this.visible = visible;
        this.access = access;
    }

    @GetMapping
    FilesView list(@PathVariable UUID id, Actor actor) {
        Grant found = visible.grant(id, actor);
        boolean may = found.modes().contains(Grant.Mode.FILE)
                && access.can(actor, ExchangePermission.DOWNLOAD, found.consumer());
        return new FilesView(
                may,
                records.of(id, SHOWN).stream().map(this::view).toList(),
                files.versions(id).stream().map(String::valueOf).toList());
    }

    /// Has a file prepared.
    @PostMapping
    FileView ask(@PathVariable UUID id, @RequestBody FileRequest wanted, Actor actor, HttpServletRequest in) {
        Grant found = visible.mine(id, actor, ExchangePermission.DOWNLOAD);
        UUID file = gateway.ask(
                ExchangeController.request(in, new byte[0]),
                actor,
                found,
                new GrantFiles.Wanted(
                        RowFile.Format.of(wanted.format())
                                .orElseThrow(() -> ExchangeRefused.value("format", Asked.FORMATS)),
                        RowFile.Encoding.of(wanted.encoding())
                                .orElseThrow(() -> ExchangeRefused.value("encoding", Asked.ENCODINGS)),
                        wanted.source(),
                        wanted.since() == null ? null : Asked.version(wanted.since())));
        return view(records.find(file).orElseThrow(NotFound::new));
    }

    /// The file, or a part of it.
    @GetMapping("/{file}/content")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/octet-stream"))
    void content(
            @PathVariable UUID id, @PathVariable UUID file, Actor actor, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        Grant found = visible.mine(id, actor, ExchangePermission.DOWNLOAD);
        FileRecords.Row row =
                records.find(file).filter(one -> one.dataGrant().equals(id)).orElseThrow(NotFound::new);
        ExchangeController.stream(
                gateway.download(ExchangeController.request(in, new byte[0]), actor, found, row), out);
    }

    private FileView view(FileRecords.Row file) {
        return new FileView(
                file.id(),
                file.askedByName(),
                file.askedAt(),
                file.format(),
                file.encoding(),
                file.since() == null ? null : file.since().toString(),
                file.state(),
                gateway.problem(file),
                file.version() == null ? null : file.version().toString(),
                file.rowCount(),
                file.bytes(),
                file.digest(),
                file.expiresAt());
    }
}
