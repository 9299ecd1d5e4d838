package org.shuguan.server.exchange;

import java.nio.file.Files;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Archived months of the record of calls, for those who have it verified.
@RestController
@RequestMapping("/api/exchange/archives")
class ArchiveController {
    /// A month.
    ///
    /// @param month `2026-11`, in UTC
    /// @param calls in the file, null until it is whole; so are its size and its SHA-256
    /// @param problem why the last move failed, as a sentence
    /// @param job that moves the calls now, null if none does
    /// @param may what the person may do: `archive` again after a failure, `bring`, `away`, `download`
    record ArchiveView(
            String month,
            ArchivedMonth.State state,
            @Nullable String startedBy,
            Instant startedAt,
            @Nullable Long calls,
            @Nullable Long bytes,
            @Nullable String digest,
            @Nullable Instant archivedAt,
            @Nullable Instant backUntil,
            @Nullable String problem,
            @Nullable String job,
            List<String> may) {}

    /// The rule, and what may be archived now.
    ///
    /// @param monthsKept how many months stay in the database after the month's end
    /// @param daysBack for how many days calls that were brought back stay
    /// @param archivable months that may be archived by hand, none if the person may not
    record ArchiveRule(int monthsKept, int daysBack, List<String> archivable) {}

    /// @param month `2026-11`
    record Chosen(@Nullable String month) {}

    static final ListColumns<ArchiveView> COLUMNS = ListColumns.<ArchiveView>titled("exchange.archive-column.")
            .column("month", ArchiveView::month, "month")
            .word("state", "exchange.archive-state.", view -> view.state().word(), "state")
            .column("calls", ArchiveView::calls, "calls")
            .column("bytes", ArchiveView::bytes, "bytes")
            .column("digest", ArchiveView::digest)
            .column("archivedAt", ArchiveView::archivedAt, "archived_at")
            .column("startedBy", ArchiveView::startedBy)
            .column("backUntil", ArchiveView::backUntil)
            .column("problem", ArchiveView::problem)
            .filter("state", ArchivedMonth.State.values());

    private static final String MONTH = "[0-9]{4}-(0[1-9]|1[0-2])";

    private final ArchiveRecords records;
    private final Archiving archiving;
    private final ArchiveFolder folder;
    private final Access access;
    private final Texts texts;

    ArchiveController(ArchiveRecords records, Archiving archiving, ArchiveFolder folder, Access access, Texts texts) {
        this.records = records;
        this.archiving = archiving;
        this.folder = folder;
        this.access = access;
        this.texts = texts;
    }

    @GetMapping
    Listing<ArchiveView> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        mustRead(actor);
        boolean may = access.can(actor, ExchangePermission.ARCHIVE, UnitCode.CITY);
        return records.list(COLUMNS.chosen("state", state), query, COLUMNS.order(query, "month desc", "month"))
                .map(month -> view(month, may));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("exchange.archives"), query, page -> list(state, page, actor), texts);
    }

    @GetMapping("/rule")
    ArchiveRule rule(Actor actor) {
        mustRead(actor);
        return new ArchiveRule(
                archiving.monthsKept(),
                archiving.daysBack(),
                access.can(actor, ExchangePermission.ARCHIVE, UnitCode.CITY)
                        ? archiving.archivable().stream()
                                .map(YearMonth::toString)
                                .toList()
                        : List.of());
    }

    /// Begins to move the calls of a month into its file.
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ArchiveView archive(@RequestBody Chosen chosen, Actor actor) {
        access.must(actor, ExchangePermission.ARCHIVE, UnitCode.CITY);
        YearMonth month = chosen(chosen.month());
        archiving.archive(month, Person.of(actor));
        return view(records.find(month).orElseThrow(), true);
    }

    private void mustRead(Actor actor) {
        if (!access.canAnywhere(actor, ExchangePermission.VERIFY)) {
            throw new Forbidden();
        }
    }

    private static YearMonth chosen(@Nullable String month) {
        String text = month == null ? "" : month.strip();
        new InvalidInput.Check().that(text.matches(MONTH), "month", "required").orRefuse();
        return YearMonth.parse(text);
    }

    /// Begins to put the calls of an archived month into the database again, where they stay for a while.
    @PostMapping("/{month}/calls")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ArchiveView bringBack(@PathVariable String month, Actor actor) {
        access.must(actor, ExchangePermission.ARCHIVE, UnitCode.CITY);
        YearMonth known = known(month);
        archiving.bringBack(known, Person.of(actor));
        return view(records.find(known).orElseThrow(), true);
    }

    /// Removes calls that were brought back from the database.
    @DeleteMapping("/{month}/calls")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void away(@PathVariable String month, Actor actor) {
        access.must(actor, ExchangePermission.ARCHIVE, UnitCode.CITY);
        archiving.away(known(month));
    }

    /// The file of a month.
    @GetMapping("/{month}/file")
    ResponseEntity<Resource> file(@PathVariable String month, Actor actor) {
        access.must(actor, ExchangePermission.ARCHIVE, UnitCode.CITY);
        YearMonth known = known(month);
        ArchiveFile file = folder.file(known);
        if (records.find(known).map(ArchivedMonth::calls).isEmpty()) {
            throw new NotFound();
        }
        if (!Files.isReadable(file.path())) {
            throw ExchangeRefused.archiveLost(month);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/gzip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(ArchiveFolder.name(known))
                                .build()
                                .toString())
                .body(new FileSystemResource(file.path()));
    }

    private YearMonth known(String month) {
        if (!month.matches(MONTH)) {
            throw new NotFound();
        }
        return records.find(YearMonth.parse(month))
                .map(ArchivedMonth::yearMonth)
                .orElseThrow(NotFound::new);
    }

    private ArchiveView view(ArchivedMonth month, boolean may) {
        ArchivedMonth.State state = month.state();
        boolean moving = state == ArchivedMonth.State.ARCHIVING || state == ArchivedMonth.State.BRINGING;
        List<String> actions = new ArrayList<>();
        if (may) {
            switch (state) {
                case FAILED -> actions.add("archive");
                case ARCHIVED -> actions.addAll(List.of("bring", "download"));
                case BACK -> actions.addAll(List.of("away", "download"));
                case ARCHIVING, BRINGING -> {
                    // Its job can be cancelled.
                }
            }
        }
        return new ArchiveView(
                month.month(),
                state,
                month.startedBy(),
                month.startedAt(),
                month.calls(),
                month.bytes(),
                month.digest(),
                month.archivedAt(),
                month.backUntil(),
                month.problem() == null
                        ? null
                        : texts.say(month.problem(), Map.of("detail", String.valueOf(month.detail()))),
                moving ? month.job().toString() : null,
                actions);
    }
}
