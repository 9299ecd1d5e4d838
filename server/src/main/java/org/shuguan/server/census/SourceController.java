package org.shuguan.server.census;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.frontendhost.FrontEndHosts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sources of the user's unit: register, test, change, remove, upload files.
@RestController
@RequestMapping("/api/census/sources")
class SourceController {
    record Request(
            @Nullable UUID id,
            @Nullable UnitCode unit,
            @Nullable String name,
            SourceRecord.@Nullable Kind kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable List<String> schemas,
            @Nullable String user,
            @Nullable String secret,
            @Nullable String driver,
            @Nullable String document,
            @Nullable String base,
            @Nullable UUID through,
            @Nullable Long version) {}

    /// Contains no address for users who may only know that the source exists.
    ///
    /// @param through the front-end host that reads it, null if this node does
    /// @param tables of its newest complete census, with the next two null before the first
    /// @param recognised number of columns whose meaning was recognised
    record View(
            UUID id,
            UnitCode unit,
            String unitName,
            String name,
            SourceRecord.Kind kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable List<String> schemas,
            @Nullable String user,
            @Nullable String driver,
            @Nullable String document,
            @Nullable String base,
            @Nullable UUID through,
            @Nullable String throughName,
            long version,
            @Nullable Integer tables,
            @Nullable Integer columns,
            @Nullable Integer recognised,
            boolean mayManage) {}

    /// @param message what is wrong, as a sentence; null if the source answered
    record Tested(
            boolean reachable,
            int tables,
            @Nullable String reason,
            @Nullable String message) {}

    static final ListColumns<View> COLUMNS = ListColumns.<View>titled("census.source-column.")
            .column("unit", View::unitName, "unit")
            .column("name", View::name, "name")
            .column(
                    "kind",
                    view -> view.driver() == null ? view.kind().word() : view.driver(),
                    "coalesce(driver, kind)")
            .column("through", View::throughName)
            .column("tables", View::tables)
            .column("columns", View::columns)
            .column("recognised", View::recognised);

    private final Census census;
    private final CensusAccess access;
    private final SourceRecords sources;
    private final FrontEndHosts frontEndHosts;
    private final Institution institution;
    private final Texts texts;

    SourceController(
            Census census,
            CensusAccess access,
            SourceRecords sources,
            FrontEndHosts frontEndHosts,
            Institution institution,
            Texts texts) {
        this.census = census;
        this.access = access;
        this.sources = sources;
        this.frontEndHosts = frontEndHosts;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param unit only its sources
    /// @param through only those that this front-end host reads
    @GetMapping
    Listing<View> list(
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable UUID through,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        Listing<SourceRecord> found = sources.list(access.listed(actor), unit, through, query);
        Map<UUID, SourceRecords.Counted> counted =
                sources.counted(found.items().stream().map(SourceRecord::id).toList());
        return found.map(source -> view(shortened(source), counted.get(source.id()), names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable UUID through,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("census.sources"), query, page -> list(unit, through, page, actor), texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View register(@RequestBody Request request, Actor actor) {
        UnitCode unit = request.unit() == null ? onlyUnit(actor) : request.unit();
        return view(census.register(access.mustBegin(actor, unit), entered(request)), actor);
    }

    @GetMapping("/{id}")
    View one(@PathVariable UUID id, Actor actor) {
        return view(access.readable(actor, id), actor);
    }

    @PutMapping("/{id}")
    View change(@PathVariable UUID id, @RequestBody Request request, Actor actor) {
        SourceRecord source = access.manageable(actor, id);
        return view(census.change(source, entered(request), request.version() == null ? 0 : request.version()), actor);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        census.remove(access.manageable(actor, id));
    }

    @PostMapping("/test")
    Tested test(@RequestBody Request request, Actor actor) {
        actor.must(Role.DATA_STEWARD);
        UUID kept = null;
        UnitCode unit = request.unit() == null ? onlyUnit(actor) : request.unit();
        if (request.through() != null && request.id() == null) {
            unit = access.mustBegin(actor, unit);
        }
        if (request.id() != null) {
            SourceRecord source = access.manageable(actor, request.id());
            // The stored secret is sent only to the machine it was entered for.
            unit = source.unit();
            kept = Census.sameMachine(source, entered(request)) ? source.id() : null;
        }
        try {
            return new Tested(true, census.test(entered(request), kept, unit), null, null);
        } catch (SourceUnreadable unreadable) {
            return new Tested(
                    false,
                    0,
                    unreadable.reason().name(),
                    texts.say("census.reason." + unreadable.reason().name(), Map.of("detail", unreadable.detail())));
        }
    }

    /// A source in a list, without the text of its document.
    private static SourceRecord shortened(SourceRecord source) {
        boolean text = source.document() != null && !Source.Http.isAddress(source.document());
        return text ? source.withoutDocument() : source;
    }

    private View view(SourceRecord source, Actor actor) {
        return view(source, sources.counted(List.of(source.id())).get(source.id()), institution::unitName, actor);
    }

    private View view(
            SourceRecord source,
            SourceRecords.@Nullable Counted counted,
            Function<UnitCode, String> names,
            Actor actor) {
        boolean reads = access.reads(actor, source.unit());
        return new View(
                source.id(),
                source.unit(),
                names.apply(source.unit()),
                source.name(),
                source.kind(),
                reads ? source.host() : null,
                reads ? source.port() : null,
                reads ? source.databaseName() : null,
                reads ? source.schemas() : null,
                reads ? source.userName() : null,
                source.driver(),
                reads ? source.document() : null,
                reads ? source.base() : null,
                source.through(),
                source.through() == null
                        ? null
                        : frontEndHosts.name(source.through()).orElse(null),
                source.version(),
                counted == null ? null : counted.tables(),
                counted == null ? null : counted.columns(),
                counted == null ? null : counted.recognised(),
                access.manages(actor, source.unit()));
    }

    private static UnitCode onlyUnit(Actor actor) {
        // The user's own unit first, then the units that it succeeds.
        return actor.capacities().stream()
                .filter(capacity -> capacity.role() == Role.DATA_STEWARD)
                .map(Capacity::unit)
                .findFirst()
                .orElseThrow(Forbidden::new);
    }

    private static Census.Entered entered(Request request) {
        new InvalidInput.Check()
                .that(request.kind() != null, "kind", "required")
                .orRefuse();
        return new Census.Entered(
                request.name() == null ? "" : request.name(),
                Objects.requireNonNull(request.kind()),
                request.host(),
                request.port(),
                request.database(),
                request.schemas(),
                request.user(),
                request.secret() == null || request.secret().isEmpty() ? null : request.secret(),
                request.driver(),
                request.document(),
                request.base(),
                request.through());
    }
}
