package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Register;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.PlainText;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// The sheet of appointments. An appointment is identified by person, role, unit and first day.
@Component
class AppointmentSheet {
    /// As the role was called in workbooks of earlier versions.
    private static final String FORMERLY_AUDITOR = "审计员";
    static final String NAME = "人员与任职";
    private static final String ROLE = "角色";
    private static final String UNIT = "单位代码";
    private static final String POSITION = "职务";
    private static final String DOCUMENT = "任命文件";
    private static final String FROM = "任职日期";
    private static final String TO = "任期至";
    private static final String ACTING = "代理原因";
    static final List<String> HEADINGS =
            List.of(OfficerLookup.NUMBER, OfficerLookup.NAME, ROLE, UNIT, POSITION, DOCUMENT, FROM, TO, ACTING);
    private static final Map<String, String> FIELDS = Map.of(
            "role",
            ROLE,
            "unit",
            UNIT,
            "position",
            POSITION,
            "document",
            DOCUMENT,
            "from",
            FROM,
            "to",
            TO,
            "actingReason",
            ACTING,
            "officerName",
            OfficerLookup.NAME);

    private record Key(OfficerId officer, Role role, UnitCode unit, LocalDate from) {}

    /// @param officer null for a new person
    private record Line(
            IncomingWorkbook.Row row,
            @Nullable OfficerId officer,
            String name,
            Role role,
            UnitCode unit,
            Institution.Terms terms) {}

    private final Register register;
    private final Institution institution;
    private final RegisterAccess access;
    private final Map<String, Role> roles;
    /// What is understood: the words of today and those of older files.
    private final Map<String, Role> known;

    AppointmentSheet(Register register, Institution institution, RegisterAccess access, Texts texts) {
        this.register = register;
        this.institution = institution;
        this.access = access;
        this.roles = UnitSheet.words(Role.values(), role -> UnitSheet.say(texts, "role." + role.word()));
        this.known = new HashMap<>(roles);
        known.put(FORMERLY_AUDITOR, Role.AUDITOR);
    }

    Spreadsheet export() {
        List<Appointment> held = register.appointments();
        Set<OfficerId> holders = new HashSet<>();
        held.forEach(one -> holders.add(one.officer()));
        Stream<List<@Nullable Object>> appointments = held.stream()
                .map(one -> Arrays.<@Nullable Object>asList(
                        one.officer().toString(),
                        one.officerName(),
                        UnitSheet.word(roles, one.role()),
                        one.unit().value(),
                        one.position(),
                        one.document(),
                        one.validFrom(),
                        one.validTo(),
                        one.actingReason()));
        Stream<List<@Nullable Object>> others = register.officers().stream()
                .filter(officer -> !holders.contains(officer.id()))
                .map(officer -> Arrays.<@Nullable Object>asList(officer.id().toString(), officer.name()));
        return new Spreadsheet(
                NAME, HEADINGS, Stream.concat(appointments, others).toList());
    }

    void importRows(List<IncomingWorkbook.Row> rows, OfficerLookup people, WorkbookImport run) {
        Map<Key, Appointment> known = new HashMap<>();
        register.appointments()
                .forEach(one -> known.put(new Key(one.officer(), one.role(), one.unit(), one.validFrom()), one));
        Set<Key> seen = new HashSet<>();
        List<Line> fresh = new ArrayList<>();
        for (IncomingWorkbook.Row row : rows) {
            RowReader reader = new RowReader(row, run);
            OfficerId officer = people.of(reader);
            if (reader.right() && row.cell(ROLE) == null) {
                person(row, reader, officer, people, run);
                continue;
            }
            Line line = line(row, reader, officer);
            if (line == null) {
                continue;
            }
            Appointment one = officer == null ? null : known.get(key(line, officer));
            if (officer != null && !seen.add(key(line, officer))) {
                reader.wrong(FROM, "row-twice");
            } else if (one == null) {
                fresh.add(line);
            } else {
                compare(line, one, run);
            }
        }
        // Appointments that end are processed before new ones, whatever their order in the sheet.
        fresh.forEach(line -> appoint(line, people, run));
    }

    private static Key key(Line line, OfficerId officer) {
        return new Key(officer, line.role(), line.unit(), line.terms().from());
    }

    private static void person(
            IncomingWorkbook.Row row,
            RowReader reader,
            @Nullable OfficerId officer,
            OfficerLookup people,
            WorkbookImport run) {
        boolean more =
                Stream.of(UNIT, POSITION, DOCUMENT, FROM, TO, ACTING).anyMatch(heading -> row.cell(heading) != null);
        if (more) {
            reader.wrong(ROLE, "required");
        } else if (officer != null) {
            run.addUnchanged();
        } else {
            String name = reader.name(OfficerLookup.NAME);
            run.attempt(row, WorkbookImport.Kind.NEW, FIELDS, () -> {
                people.enrol(name);
                return name;
            });
        }
    }

    private void appoint(Line line, OfficerLookup people, WorkbookImport run) {
        run.attempt(line.row(), WorkbookImport.Kind.NEW, FIELDS, () -> {
            access.mustAppointAlone(run.actor(), line.role(), line.unit(), line.officer());
            OfficerId officer = line.officer() == null ? people.enrol(line.name()) : line.officer();
            institution.appoint(officer, line.role(), line.unit(), line.terms());
            return line.name() + " " + UnitSheet.word(roles, line.role()) + " " + line.unit();
        });
    }

    private void compare(Line line, Appointment one, WorkbookImport run) {
        Institution.Terms terms = line.terms();
        boolean same = terms.position().equals(PlainText.line(one.position()))
                && Objects.equals(terms.document(), lineOf(one.document()))
                && Objects.equals(terms.to(), one.validTo())
                && Objects.equals(terms.actingReason(), lineOf(one.actingReason()));
        if (same) {
            run.addUnchanged();
            return;
        }
        run.attempt(line.row(), WorkbookImport.Kind.CHANGED, FIELDS, () -> {
            access.mustAppointAlone(run.actor(), one.role(), one.unit(), one.officer());
            register.amend(one, terms);
            return one.officerName() + " " + UnitSheet.word(roles, one.role()) + " " + one.unit();
        });
    }

    private @Nullable Line line(IncomingWorkbook.Row row, RowReader reader, @Nullable OfficerId officer) {
        Role role = reader.choice(ROLE, known, null);
        String unit = reader.word(UNIT);
        String position = reader.text(POSITION);
        LocalDate from = reader.day(FROM);
        LocalDate to = reader.day(TO);
        String name = reader.name(OfficerLookup.NAME);
        reader.required(ROLE, role);
        reader.required(UNIT, unit);
        reader.required(POSITION, position);
        reader.required(FROM, from);
        if (!unit.isEmpty() && !UnitCode.isWellFormed(unit)) {
            reader.wrong(UNIT, "unit-code");
        }
        if (!reader.right() || role == null || from == null) {
            return null;
        }
        return new Line(
                row,
                officer,
                name,
                role,
                new UnitCode(unit),
                new Institution.Terms(position, reader.textOrNull(DOCUMENT), from, to, reader.textOrNull(ACTING)));
    }

    private static @Nullable String lineOf(@Nullable String text) {
        return text == null || PlainText.line(text).isEmpty() ? null : PlainText.line(text);
    }
}
