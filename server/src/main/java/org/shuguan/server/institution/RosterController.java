package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListColumns;
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
    /// @param districts whether it is the district's CDO who answers for the unit
    private record Line(
            Roster.Entry entry, Unit unit, @Nullable String district, boolean districts) {}

    private static final ListColumns<Line> COLUMNS = ListColumns.<Line>titled("institution.column.")
            .word("role", "role.", line -> line.entry().role().word())
            .column("district", Line::district)
            .column("unit", line -> line.unit().name())
            .column("name", line -> line.entry().name())
            .column("position", line -> line.entry().position())
            .column("from", line -> line.entry().from())
            .said("note", (line, texts) -> line.districts() ? texts.say("institution.district-answers") : null);

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
        List<Line> lines = published.units().stream()
                .flatMap(unit -> lines(unit, published))
                .toList();
        return COLUMNS.download("csv", "roster-" + published.asOf(), new AllRows<>(lines, lines.size()), texts);
    }

    /// The officers of the unit; for a bureau without a CDO, the district's CDO and a note that says so.
    private static Stream<Line> lines(Unit unit, Roster.Published published) {
        List<Roster.Entry> own = of(unit.code(), published);
        UnitCode parent = unit.parent();
        String district = published.units().stream()
                .filter(one -> one.code().equals(parent))
                .map(Unit::name)
                .findFirst()
                .orElse(null);
        return own.isEmpty() && parent != null
                ? of(parent, published).stream().map(entry -> new Line(entry, unit, district, true))
                : own.stream().map(entry -> new Line(entry, unit, district, false));
    }

    private static List<Roster.Entry> of(UnitCode unit, Roster.Published published) {
        return published.officers().stream()
                .filter(entry -> entry.unitCode().equals(unit))
                .toList();
    }
}
