package org.shuguan.server.standard;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Items bound to data elements: of one entry, and of all entries those that depart.
@RestController
@RequestMapping("/api/standard")
class BindingController {
    record EntryStandards(List<Bindings.BoundItem> items, boolean mayBind) {}

    record BindItem(String item, @Nullable String element) {}

    record DepartingRow(Bindings.Use use, String unitName) {}

    static final ListColumns<DepartingRow> COLUMNS = ListColumns.<DepartingRow>titled("standard.departing.")
            .column("title", row -> row.use().title())
            .column("unit", DepartingRow::unitName)
            .column("item", row -> row.use().item())
            .column("element", row -> row.use().element() + " " + row.use().elementName())
            .column("departures", row -> String.join(" ", row.use().departures()))
            .sorted("title", row -> row.use().title())
            .sorted("unit", DepartingRow::unitName)
            .sorted("item", row -> row.use().item())
            .sorted("element", row -> row.use().element())
            .filter("departs", Departures.Kind.values());

    private final Bindings bindings;
    private final Institution institution;
    private final Texts texts;

    BindingController(Bindings bindings, Institution institution, Texts texts) {
        this.bindings = bindings;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/entries/{entry}")
    EntryStandards ofEntry(@PathVariable UUID entry, Actor actor) {
        return new EntryStandards(bindings.of(entry, actor), bindings.mayBind(entry, actor));
    }

    /// Binds an item to an element, to another one, or to none.
    @PutMapping("/entries/{entry}/items")
    EntryStandards bind(@PathVariable UUID entry, @RequestBody BindItem request, Actor actor) {
        bindings.bind(entry, request.item(), request.element(), actor);
        return ofEntry(entry, actor);
    }

    /// Items of published entries that depart from their data element.
    ///
    /// @param departs only those that depart in this
    @GetMapping("/departures")
    Listing<DepartingRow> departures(
            @RequestParam @Nullable String departs,
            @RequestParam @Nullable UnitCode unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        String kind = COLUMNS.chosen("departs", departs);
        Function<UnitCode, String> names = institution.unitNames();
        String part = query.q() == null ? "" : query.q().strip();
        List<DepartingRow> found = bindings.uses(bindings.listed(actor), null).stream()
                .filter(use -> !use.kinds().isEmpty())
                .filter(use -> kind == null
                        || use.kinds().stream().anyMatch(one -> one.word().equals(kind)))
                .filter(use -> unit == null || use.unit().equals(unit))
                .filter(use -> use.title().contains(part)
                        || use.item().contains(part)
                        || use.element().contains(part)
                        || use.elementName().contains(part))
                .map(use -> new DepartingRow(use, names.apply(use.unit())))
                .toList();
        return COLUMNS.page(
                found,
                query,
                Comparator.comparing((DepartingRow row) -> row.use().title())
                        .thenComparing(row -> row.use().item()));
    }

    @GetMapping("/departures/export.{format}")
    ResponseEntity<byte[]> exportDepartures(
            @PathVariable String format,
            @RequestParam @Nullable String departs,
            @RequestParam @Nullable UnitCode unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("standard.departing-list"),
                query,
                page -> departures(departs, unit, page, actor),
                texts);
    }
}
