package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The public roster: page, CSV, JSON.
@RestController
@RequestMapping("/api/public")
class RosterController {
    private final Roster roster;
    private final Institution institution;
    private final Texts texts;

    RosterController(Roster roster, Institution institution, Texts texts) {
        this.roster = roster;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping("/roster")
    Roster.Published roster(@RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on) {
        return roster.on(on == null ? institution.today() : on);
    }

    @GetMapping("/roster.json")
    ResponseEntity<Roster.Published> json(@RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on) {
        Roster.Published published = roster(on);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("roster-" + published.asOf() + ".json")
                                .build()
                                .toString())
                .body(published);
    }

    @GetMapping("/roster.csv")
    ResponseEntity<byte[]> csv(@RequestParam @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate on) {
        Roster.Published published = roster(on);
        List<String> columns = List.of("role", "district", "unit", "name", "position", "from", "note").stream()
                .map(column -> texts.say("institution.column." + column))
                .toList();
        List<List<@Nullable Object>> rows = published.units().stream()
                .flatMap(unit -> rows(unit, published))
                .toList();
        return new Spreadsheet("roster-" + published.asOf(), columns, rows).download("csv");
    }

    /// The officers of the unit; for a bureau without a CDO, the district's CDO and a note that says so.
    private Stream<List<@Nullable Object>> rows(Unit unit, Roster.Published published) {
        List<Roster.Entry> own = of(unit.code(), published);
        UnitCode parent = unit.parent();
        if (!own.isEmpty() || parent == null) {
            return own.stream().map(entry -> row(entry, unit, published, null));
        }
        return of(parent, published).stream()
                .map(entry -> row(entry, unit, published, texts.say("institution.district-answers")));
    }

    private List<@Nullable Object> row(
            Roster.Entry entry, Unit unit, Roster.Published published, @Nullable String note) {
        String district = published.units().stream()
                .filter(one -> one.code().equals(unit.parent()))
                .map(Unit::name)
                .findFirst()
                .orElse(null);
        return Arrays.<@Nullable Object>asList(
                texts.say("role." + entry.role().word()),
                district,
                unit.name(),
                entry.name(),
                entry.position(),
                entry.from(),
                note);
    }

    private static List<Roster.Entry> of(UnitCode unit, Roster.Published published) {
        return published.officers().stream()
                .filter(entry -> entry.unitCode().equals(unit))
                .toList();
    }
}
