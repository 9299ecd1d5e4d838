package org.shuguan.server.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The catalog at the end of a day, with the unit and CDO responsible then and who had signed.
@RestController
@RequestMapping("/api/catalog/as-of")
class AsOfController {
    /// @param provider the unit responsible on the day, by its name of that day
    /// @param answered the unit's CDO of the day; null if there was none
    /// @param signedAs the unit on the seal
    record Then(
            CatalogOnDay.Row entry,
            Unit provider,
            @Nullable String answered,
            @Nullable String signedAs) {}

    static final ListColumns<Then> COLUMNS = ListColumns.<Then>titled("catalog.")
            .column("code", then -> then.entry().code(), "e.code")
            .column("unit", then -> then.provider().name())
            .column("answered", Then::answered)
            .column("title", then -> then.entry().title(), "v.title")
            .column("version", then -> then.entry().version())
            .column("grade", then -> Texts.ofCensus().grade(then.entry().grade()), "v.grade")
            .column("items", then -> then.entry().items())
            .said(
                    "signed-by",
                    (then, texts) -> Capacity.signature(
                            then.entry().signedBy(),
                            then.entry().signedCapacity(),
                            then.entry().signedFor(),
                            texts))
            .column("signed-as", Then::signedAs)
            .column("published", then -> then.entry().publishedAt(), "v.published_at");

    private final CatalogOnDay published;
    private final CatalogAccess access;
    private final Providers providers;
    private final Institution institution;
    private final Texts texts;

    AsOfController(
            CatalogOnDay published, CatalogAccess access, Providers providers, Institution institution, Texts texts) {
        this.published = published;
        this.access = access;
        this.providers = providers;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param on the catalog is read at the end of this day; today if omitted
    /// @param unit the unit responsible on the day
    @GetMapping
    Listing<Then> list(
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        LocalDate day = on == null ? institution.today() : on;
        Map<UnitCode, Unit> answering = institution.answeringOn(day);
        boolean one = unit != null && UnitCode.isWellFormed(unit);
        Listing<CatalogOnDay.Row> found = published.on(
                day,
                one ? institution.answersFor(new UnitCode(String.valueOf(unit)), day) : null,
                access.own(actor).or(access.overseen(actor)),
                query);
        List<Appointment> held = institution.inForce(day);
        return found.map(row -> then(row, answering, held));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on,
            @RequestParam @Nullable String unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        LocalDate day = on == null ? institution.today() : on;
        return COLUMNS.download(
                format,
                texts.say("catalog.as-of", Map.of("day", day)),
                query,
                page -> list(on, unit, page, actor),
                texts);
    }

    private Then then(CatalogOnDay.Row row, Map<UnitCode, Unit> answering, List<Appointment> held) {
        Unit provider = Optional.ofNullable(answering.get(row.unit()))
                .or(() -> institution.unit(row.unit()))
                .orElseThrow();
        return new Then(
                row,
                provider,
                held.stream()
                        .filter(a -> a.role() == Role.UNIT_CDO && a.unit().equals(provider.code()))
                        .map(Appointment::officerName)
                        .findFirst()
                        .orElse(null),
                providers.signedAs(row.unit(), row.signedAt()));
    }
}
