package org.shuguan.server.standard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Data elements and code lists with their versions. Every official reads them.
@RestController
@RequestMapping("/api/standard")
class StandardController {
    /// Whether a standard is in force.
    enum Force {
        IN_FORCE,
        WITHDRAWN;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        static Force of(boolean withdrawn) {
            return withdrawn ? WITHDRAWN : IN_FORCE;
        }
    }

    record ElementRow(String identifier, int number, Force force, DataElement content) {}

    /// @param changes from this version to the newest
    record ElementVersion(
            int number,
            boolean withdrawn,
            DataElement content,
            String reason,
            String changedBy,
            Instant changedAt,
            List<StandardChange> changes) {}

    /// @param versions the newest first
    /// @param uses items of published entries that the reader may list
    record ElementPage(
            String identifier,
            List<ElementVersion> versions,
            @Nullable String codeListName,
            List<Bindings.Use> uses,
            boolean mayKeep) {}

    record CodeListRow(String identifier, int number, Force force, String name, String source, int codes) {}

    record CodeListVersion(
            int number,
            boolean withdrawn,
            CodeList content,
            String reason,
            String changedBy,
            Instant changedAt,
            List<StandardChange> changes) {}

    /// @param elements in force with values of the list
    record CodeListPage(String identifier, List<CodeListVersion> versions, List<String> elements, boolean mayKeep) {}

    record NewElement(
            String identifier,
            DataElement content,
            @Nullable String reason) {}

    record EditElement(int number, DataElement content, String reason) {}

    record NewCodeList(
            String identifier, CodeList content, @Nullable String reason) {}

    record EditCodeList(int number, CodeList content, String reason) {}

    record WithdrawStandard(int number, String reason) {}

    static final ListColumns<ElementRow> ELEMENTS = ListColumns.<ElementRow>titled("standard.element.")
            .column("identifier", ElementRow::identifier, "identifier")
            .column("name", row -> row.content().name(), "name")
            .column("english", row -> row.content().english())
            .word("type", "standard.type.", row -> row.content().type(), "type")
            .column("format", row -> row.content().format())
            .column("codeList", row -> row.content().codeList())
            .column("source", row -> row.content().source(), "source")
            .column("number", ElementRow::number, "number")
            .word("force", "standard.force.", row -> row.force().word(), "withdrawn")
            .filter("force", Force.values())
            .filter("type", DataElement.TYPES);

    static final ListColumns<CodeListRow> LISTS = ListColumns.<CodeListRow>titled("standard.code-list.")
            .column("identifier", CodeListRow::identifier, "identifier")
            .column("name", CodeListRow::name, "name")
            .column("source", CodeListRow::source, "source")
            .column("codes", CodeListRow::codes, "codes")
            .column("number", CodeListRow::number, "number")
            .word("force", "standard.force.", row -> row.force().word(), "withdrawn")
            .filter("force", Force.values());

    private final Standards standards;
    private final KeptStandards kept;
    private final Bindings bindings;
    private final Texts texts;

    StandardController(Standards standards, KeptStandards kept, Bindings bindings, Texts texts) {
        this.standards = standards;
        this.kept = kept;
        this.bindings = bindings;
        this.texts = texts;
    }

    @GetMapping("/elements")
    Listing<ElementRow> elements(
            @RequestParam @Nullable String force,
            @RequestParam @Nullable String type,
            @ParameterObject ListQuery query) {
        return kept.list(
                        StandardKind.ELEMENT,
                        withdrawn(ELEMENTS.chosen("force", force)),
                        ELEMENTS.chosen("type", type),
                        query,
                        ELEMENTS.order(query, "identifier", "identifier"))
                .map(standards::element)
                .map(one -> new ElementRow(one.identifier(), one.number(), Force.of(one.withdrawn()), one.content()));
    }

    @GetMapping("/elements/export.{format}")
    ResponseEntity<byte[]> exportElements(
            @PathVariable String format,
            @RequestParam @Nullable String force,
            @RequestParam @Nullable String type,
            @ParameterObject ListQuery query) {
        return ELEMENTS.download(
                format, texts.say("standard.elements"), query, page -> elements(force, type, page), texts);
    }

    @PostMapping("/elements")
    @ResponseStatus(HttpStatus.CREATED)
    ElementPage addElement(@RequestBody NewElement request, Actor actor) {
        standards.keep(
                request.identifier(), 0, request.content(), Objects.requireNonNullElse(request.reason(), ""), actor);
        return element(request.identifier(), actor);
    }

    @GetMapping("/elements/{identifier}")
    ElementPage element(@PathVariable String identifier, Actor actor) {
        List<KeptStandards.Stored> all = kept.versions(StandardKind.ELEMENT, identifier);
        if (all.isEmpty()) {
            throw new NotFound();
        }
        DataElement newest = standards.element(all.getFirst()).content();
        List<ElementVersion> versions = all.stream()
                .map(one -> {
                    DataElement content = standards.element(one).content();
                    return new ElementVersion(
                            one.number(),
                            one.withdrawn(),
                            content,
                            one.reason(),
                            one.changedBy(),
                            one.changedAt(),
                            StandardChange.between(content, newest));
                })
                .toList();
        String codeListName = newest.codeList() == null
                ? null
                : standards
                        .codeList(newest.codeList())
                        .map(list -> list.content().name())
                        .orElse(null);
        return new ElementPage(
                identifier,
                versions,
                codeListName,
                bindings.uses(bindings.listed(actor), identifier),
                standards.mayKeep(actor));
    }

    @PutMapping("/elements/{identifier}")
    ElementPage editElement(@PathVariable String identifier, @RequestBody EditElement request, Actor actor) {
        standards.keep(
                identifier,
                known(StandardKind.ELEMENT, identifier, request.number(), actor),
                request.content(),
                request.reason(),
                actor);
        return element(identifier, actor);
    }

    @PostMapping("/elements/{identifier}/withdraw")
    ElementPage withdrawElement(@PathVariable String identifier, @RequestBody WithdrawStandard request, Actor actor) {
        standards.withdrawElement(identifier, request.number(), request.reason(), actor);
        return element(identifier, actor);
    }

    @GetMapping("/code-lists")
    Listing<CodeListRow> codeLists(@RequestParam @Nullable String force, @ParameterObject ListQuery query) {
        return kept.list(
                        StandardKind.CODE_LIST,
                        withdrawn(LISTS.chosen("force", force)),
                        null,
                        query,
                        LISTS.order(query, "identifier", "identifier"))
                .map(standards::codes)
                .map(one -> new CodeListRow(
                        one.identifier(),
                        one.number(),
                        Force.of(one.withdrawn()),
                        one.content().name(),
                        one.content().source(),
                        one.content().codes().size()));
    }

    @GetMapping("/code-lists/export.{format}")
    ResponseEntity<byte[]> exportCodeLists(
            @PathVariable String format, @RequestParam @Nullable String force, @ParameterObject ListQuery query) {
        return LISTS.download(format, texts.say("standard.code-lists"), query, page -> codeLists(force, page), texts);
    }

    @PostMapping("/code-lists")
    @ResponseStatus(HttpStatus.CREATED)
    CodeListPage addCodeList(@RequestBody NewCodeList request, Actor actor) {
        standards.keep(
                request.identifier(), 0, request.content(), Objects.requireNonNullElse(request.reason(), ""), actor);
        return codeList(request.identifier(), actor);
    }

    @GetMapping("/code-lists/{identifier}")
    CodeListPage codeList(@PathVariable String identifier, Actor actor) {
        List<KeptStandards.Stored> all = kept.versions(StandardKind.CODE_LIST, identifier);
        if (all.isEmpty()) {
            throw new NotFound();
        }
        CodeList newest = standards.codes(all.getFirst()).content();
        List<CodeListVersion> versions = all.stream()
                .map(one -> {
                    CodeList content = standards.codes(one).content();
                    return new CodeListVersion(
                            one.number(),
                            one.withdrawn(),
                            content,
                            one.reason(),
                            one.changedBy(),
                            one.changedAt(),
                            StandardChange.between(content, newest));
                })
                .toList();
        return new CodeListPage(identifier, versions, kept.elementsOf(identifier), standards.mayKeep(actor));
    }

    @PutMapping("/code-lists/{identifier}")
    CodeListPage editCodeList(@PathVariable String identifier, @RequestBody EditCodeList request, Actor actor) {
        standards.keep(
                identifier,
                known(StandardKind.CODE_LIST, identifier, request.number(), actor),
                request.content(),
                request.reason(),
                actor);
        return codeList(identifier, actor);
    }

    @PostMapping("/code-lists/{identifier}/withdraw")
    CodeListPage withdrawCodeList(@PathVariable String identifier, @RequestBody WithdrawStandard request, Actor actor) {
        standards.withdrawList(identifier, request.number(), request.reason(), actor);
        return codeList(identifier, actor);
    }

    /// The number of an existing version: 0 would add a new standard.
    private int known(StandardKind kind, String identifier, int number, Actor actor) {
        standards.mustKeep(actor);
        if (number <= 0 || kept.find(kind, identifier).isEmpty()) {
            throw new NotFound();
        }
        return number;
    }

    private static @Nullable Boolean withdrawn(@Nullable String force) {
        return force == null ? null : Force.WITHDRAWN.word().equals(force);
    }
}
