package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
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
        List<String> columns = List.of("role", "district", "unit", "name", "position", "from").stream()
                .map(column -> texts.say("institution.column." + column))
                .toList();
        List<List<@Nullable Object>> rows = published.officers().stream()
                .map(entry -> Arrays.<@Nullable Object>asList(
                        texts.say("role." + entry.role().word()),
                        entry.district() == null ? null : entry.district().name(),
                        entry.unit(),
                        entry.name(),
                        entry.position(),
                        entry.from()))
                .toList();
        return new Spreadsheet("roster-" + published.asOf(), columns, rows).download("csv");
    }
}
