package org.shuguan.server.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.sharing.Grant;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The record of calls for people: who read what by which grant, the days of a grant, and the seals.
@RestController
@RequestMapping("/api/exchange")
class CallController {
    /// A call.
    ///
    /// @param result `ok`, or the code of the refusal
    record CallRow(
            UUID id,
            Instant at,
            String clientName,
            UnitCode consumer,
            String consumerName,
            @Nullable UUID grant,
            @Nullable String grantNumber,
            @Nullable String ownerName,
            String resource,
            @Nullable String purpose,
            Call.Action action,
            String filter,
            String fields,
            int rows,
            int status,
            String result,
            double milliseconds,
            long bytes,
            String address) {}

    /// A call with all that is recorded of it, and its seal.
    ///
    /// @param digest SHA-256 of the answer's body, hexadecimal
    /// @param seal null until it is sealed
    record CallView(
            CallRow call,
            String digest,
            @Nullable String keyId,
            @Nullable Long seal,
            @Nullable String root,
            @Nullable Instant sealedAt) {}

    /// A sealed group.
    record SealRow(long number, int calls, Instant firstAt, Instant lastAt, String root, Instant sealedAt) {}

    /// The result of a verification.
    ///
    /// @param broken number of the first group that is not in order, null if all are
    /// @param fault why, as a sentence
    record VerifiedView(
            long seals,
            long calls,
            @Nullable Long broken,
            @Nullable String fault) {}

    /// A day of a grant.
    record DayView(LocalDate day, long calls, long refused, long failed, long rows, double averageMilliseconds) {}

    /// What a person sees of a grant's use.
    ///
    /// @param days the newest first
    /// @param leftToday calls that are left of today's limit
    /// @param api the description as OpenAPI, null for who does not read by it
    /// @param modes the ways on which the data leave
    record UseView(
            String number,
            String title,
            String resource,
            List<DayView> days,
            long perDay,
            long leftToday,
            @Nullable Map<String, Object> api,
            List<Grant.Mode> modes) {}

    static final ListColumns<CallRow> COLUMNS = ListColumns.<CallRow>titled("exchange.column.")
            .column("at", CallRow::at, "at")
            .column("client", CallRow::clientName, "client_name")
            .column("consumer", CallRow::consumerName)
            .column("owner", CallRow::ownerName)
            .column("grant", CallRow::grantNumber, "grant_number")
            .column("resource", CallRow::resource, "resource")
            .column("purpose", CallRow::purpose)
            .word("action", "exchange.action.", row -> Rows.word(row.action()), "action")
            .column("filter", CallRow::filter)
            .column("fields", CallRow::fields)
            .column("rows", CallRow::rows, "row_count")
            .column("status", CallRow::status, "status")
            .column("result", CallRow::result)
            .column("milliseconds", CallRow::milliseconds, "microseconds")
            .column("address", CallRow::address)
            .column("id", row -> row.id().toString())
            .filter("action", Call.Action.values())
            .filter("result", List.of("ok", "refused"));

    static final ListColumns<SealRow> SEALS = ListColumns.<SealRow>titled("exchange.seal-column.")
            .column("number", SealRow::number, "number")
            .column("calls", SealRow::calls, "calls")
            .column("firstAt", SealRow::firstAt, "first_at")
            .column("lastAt", SealRow::lastAt)
            .column("root", SealRow::root)
            .column("sealedAt", SealRow::sealedAt, "sealed_at");

    private static final int DAYS = 92;

    private final CallRecords calls;
    private final Seals seals;
    private final Sealing sealing;
    private final VisibleGrants visible;
    private final Leases leases;
    private final GrantApi api;
    private final Institution institution;
    private final Access access;
    private final Texts texts;

    CallController(
            CallRecords calls,
            Seals seals,
            Sealing sealing,
            VisibleGrants visible,
            Leases leases,
            GrantApi api,
            Institution institution,
            Access access,
            Texts texts) {
        this.calls = calls;
        this.seals = seals;
        this.sealing = sealing;
        this.visible = visible;
        this.leases = leases;
        this.api = api;
        this.institution = institution;
        this.access = access;
        this.texts = texts;
    }

    /// Calls whose owner or consumer the person may look into.
    ///
    /// @param grant only calls by this grant
    /// @param owner only calls for its data
    /// @param from only calls on this day or later
    @GetMapping("/calls")
    Listing<CallRow> list(
            @RequestParam @Nullable UUID grant,
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String result,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam @Nullable LocalDate from,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return calls.list(
                        scope(actor),
                        grant,
                        COLUMNS.chosen("action", action),
                        COLUMNS.chosen("result", result),
                        owner,
                        from,
                        query,
                        COLUMNS.order(query, "at desc", "sequence desc"))
                .map(row -> view(row, names));
    }

    @GetMapping("/calls/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable UUID grant,
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String result,
            @RequestParam @Nullable UnitCode owner,
            @RequestParam @Nullable LocalDate from,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("exchange.calls"),
                query,
                page -> list(grant, action, result, owner, from, page, actor),
                texts);
    }

    @GetMapping("/calls/{id}")
    CallView call(@PathVariable UUID id, Actor actor) {
        CallRecords.Row row = calls.find(id)
                .filter(found -> {
                    Scope scope = scope(actor);
                    return scope.covers(found.consumer()) || (found.owner() != null && scope.covers(found.owner()));
                })
                .orElseThrow(calls::missing);
        Seals.Seal seal = seals.of(row.sequence()).orElse(null);
        return new CallView(
                view(row, institution.unitNames()),
                row.digest(),
                row.keyId(),
                seal == null ? null : seal.number(),
                seal == null ? null : Seals.hex(seal.root()),
                seal == null ? null : seal.sealedAt());
    }

    /// How a grant is used, for its owner and its consumer.
    @GetMapping("/grants/{id}/use")
    UseView use(@PathVariable UUID id, Actor actor) {
        Grant grant = visible.grant(id, actor);
        boolean reads = access.can(actor, ExchangePermission.READ, grant.consumer());
        long perDay = grant.limits().perDay();
        return new UseView(
                grant.number(),
                grant.title(),
                grant.resource().value(),
                calls.days(id, DAYS).stream()
                        .map(day -> new DayView(
                                day.day(),
                                day.calls(),
                                day.refused(),
                                day.failed(),
                                day.rows(),
                                milliseconds(day.averageMicroseconds())))
                        .toList(),
                perDay,
                leases.left(id, Leases.Span.DAY, perDay).calls(),
                reads
                                && (grant.modes().contains(Grant.Mode.API)
                                        || grant.modes().contains(Grant.Mode.FILE))
                        ? api.describe(grant)
                        : null,
                grant.modes().stream().sorted().toList());
    }

    @GetMapping("/seals")
    Listing<SealRow> seals(@ParameterObject ListQuery query, Actor actor) {
        mustVerify(actor);
        return seals.list(query, SEALS.order(query, "number desc", "number"))
                .map(seal -> new SealRow(
                        seal.number(),
                        seal.calls(),
                        seal.firstAt(),
                        seal.lastAt(),
                        HexFormat.of().formatHex(seal.root()),
                        seal.sealedAt()));
    }

    @GetMapping("/seals/export.{format}")
    ResponseEntity<byte[]> exportSeals(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        mustVerify(actor);
        return SEALS.download(format, texts.say("exchange.seals"), query, page -> seals(page, actor), texts);
    }

    /// Verifies all sealed calls against the audit record.
    @PostMapping("/seals/verify")
    VerifiedView verify(Actor actor) {
        mustVerify(actor);
        Sealing.Verdict verdict = sealing.verify();
        return new VerifiedView(
                verdict.seals(),
                verdict.calls(),
                verdict.broken().map(Sealing.Broken::number).orElse(null),
                verdict.broken()
                        .map(broken -> texts.say("exchange.fault." + Rows.word(broken.fault())))
                        .orElse(null));
    }

    private void mustVerify(Actor actor) {
        if (!access.canAnywhere(actor, ExchangePermission.VERIFY)) {
            throw new Forbidden();
        }
    }

    private Scope scope(Actor actor) {
        return access.scope(actor, ExchangePermission.READ);
    }

    private static CallRow view(CallRecords.Row row, Function<UnitCode, String> names) {
        return new CallRow(
                row.id(),
                row.at(),
                row.clientName(),
                row.consumer(),
                names.apply(row.consumer()),
                row.dataGrant(),
                row.grantNumber(),
                row.owner() == null ? null : names.apply(row.owner()),
                row.resource(),
                row.purpose(),
                row.action(),
                row.filter(),
                row.fields(),
                row.rowCount(),
                row.status(),
                row.result(),
                milliseconds(row.microseconds()),
                row.bytes(),
                row.address());
    }

    private static double milliseconds(long microseconds) {
        return Math.round(microseconds / 10.0) / 100.0;
    }
}
