package org.shuguan.server.census;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.KnownTypes;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Corrections of what a census measured. A steward states what a column is and may raise its grade; a grade below
/// the measured one needs the agreement of a security reviewer.
@Service
@Transactional
class ColumnCorrections {
    private static final String TASK = "census.lower-grade";
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_REASON = 1000;

    /// What a steward states.
    ///
    /// @param column name of the column in the table
    record Said(String column, ColumnCorrection.What what, String value, String reason) {}

    private final CorrectionRecords records;
    private final CorrectionsInForce inForce;
    private final CityTypes types;
    private final FoundTables tables;
    private final Tasks tasks;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ColumnCorrections(
            CorrectionRecords records,
            CorrectionsInForce inForce,
            CityTypes types,
            FoundTables tables,
            Tasks tasks,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.inForce = inForce;
        this.types = types;
        this.tables = tables;
        this.tasks = tasks;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// Stores a steward's correction of a column of a found table.
    ColumnCorrection correct(CensusRun run, long table, Said said, Actor actor) {
        access.must(actor, CensusPermission.MANAGE, run.unit());
        TableResult measured = tables.result(run.id(), table).orElseThrow(NotFound::new);
        int at = column(measured, said.column());
        check(said, at >= 0, types.known()).orRefuse();
        Classification found = measured.classifications().get(at);
        String path = measured.table().path();
        Corrections corrections = inForce.of(run.source());
        Correction now = corrections.find(path, said.column());
        Grade ungraded = new Correction(now.type(), null, null, null)
                .applyTo(found, corrections.types())
                .grade();
        boolean lowers = switch (said.what()) {
            case GRADE -> Grade.of(said.value()).compareTo(ungraded) < 0;
            case TYPE -> frees(found, said.value().strip(), corrections.types());
            case TITLE -> false;
        };
        if (!lowers) {
            records.replace(run.source(), path, said.column(), said.what(), clock.instant(), Person.of(actor));
        }
        ColumnCorrection correction = new ColumnCorrection(
                UUID.randomUUID(),
                run.source(),
                run.unit(),
                path,
                said.column(),
                said.what(),
                said.value().strip(),
                said.what() == ColumnCorrection.What.GRADE
                        ? ungraded.word()
                        : measured(said.what(), found, measured, at),
                said.reason().strip(),
                lowers,
                lowers ? ColumnCorrection.State.ASKED : ColumnCorrection.State.IN_FORCE,
                actor.officerName(),
                actor.officer(),
                FourEyes.Party.of(actor, access.capacities(actor, CensusPermission.MANAGE, run.unit()))
                        .principal(),
                clock.instant(),
                null,
                null,
                null,
                null,
                null);
        records.add(correction);
        publish(CorrectionEvent.What.CORRECT, correction, null, actor, as(actor, run.unit()));
        if (lowers) {
            ask(correction);
        } else {
            tables.regrade(run.source(), path, inForce.of(run.source()));
        }
        return correction;
    }

    /// A security reviewer agrees or refuses to lower a grade.
    void decide(ColumnCorrection correction, boolean agreed, String reason, Actor actor) {
        access.must(actor, CensusPermission.REVIEW, correction.unit());
        because(reason);
        Capacity as = reviewsAs(correction, actor).orElseThrow(CensusRefused::ownCorrection);
        if (agreed) {
            records.replace(
                    correction.source(),
                    correction.path(),
                    correction.columnName(),
                    correction.what(),
                    clock.instant(),
                    Person.of(actor));
        }
        ColumnCorrection.State to = agreed ? ColumnCorrection.State.IN_FORCE : ColumnCorrection.State.REFUSED;
        if (!records.move(
                correction.id(),
                ColumnCorrection.State.ASKED,
                to,
                Person.of(actor),
                as.onBehalfOfName(),
                clock.instant(),
                reason.strip())) {
            throw CensusRefused.correctionOver();
        }
        tasks.close(TASK, correction.id().toString(), reason.strip());
        publish(
                agreed ? CorrectionEvent.What.AGREE : CorrectionEvent.What.REFUSE,
                correction,
                reason.strip(),
                actor,
                as);
        tables.regrade(correction.source(), correction.path(), inForce.of(correction.source()));
    }

    /// Closes the reviews of a source that is removed.
    @EventListener
    void removing(SourceRemoved event) {
        records.asked(event.source()).forEach(id -> tasks.close(TASK, id.toString(), "source removed"));
    }

    /// Withdraws a correction, by a steward of the unit: the measured value counts again.
    void undo(ColumnCorrection correction, Actor actor) {
        access.must(actor, CensusPermission.MANAGE, correction.unit());
        boolean open = correction.state() == ColumnCorrection.State.ASKED
                || correction.state() == ColumnCorrection.State.IN_FORCE;
        if (!open
                || !records.move(
                        correction.id(),
                        correction.state(),
                        ColumnCorrection.State.UNDONE,
                        Person.of(actor),
                        null,
                        clock.instant(),
                        null)) {
            throw CensusRefused.correctionOver();
        }
        tasks.close(TASK, correction.id().toString(), "undone");
        publish(CorrectionEvent.What.UNDO, correction, null, actor, as(actor, correction.unit()));
        tables.regrade(correction.source(), correction.path(), inForce.of(correction.source()));
    }

    /// A correction that the actor may read: one of their unit, and for reviewers one that lowers a grade.
    @Transactional(readOnly = true)
    ColumnCorrection readable(UUID id, Actor actor) {
        return records.find(id)
                .filter(correction -> access.can(actor, CensusPermission.READ, correction.unit())
                        || (correction.lowers() && access.can(actor, CensusPermission.REVIEW, correction.unit())))
                .orElseThrow(NotFound::new);
    }

    /// Whether with the new type the column is no longer personal or sensitive, which would remove its mask and
    /// allow opening it.
    private static boolean frees(Classification found, String type, KnownTypes types) {
        Classification typed =
                new Correction(new Correction.Statement(type, "", "", ""), null, null, null).applyTo(found, types);
        return (found.personal() != null && typed.personal() == null) || (found.sensitive() && !typed.sensitive());
    }

    private void ask(ColumnCorrection correction) {
        CensusTexts words = CensusTexts.in(java.util.Locale.SIMPLIFIED_CHINESE);
        tasks.open(new NewTask(
                TASK,
                correction.id().toString(),
                access.servedBy(Role.SECURITY_REVIEWER, correction.unit()),
                Role.SECURITY_REVIEWER,
                Map.of(
                        "column",
                        correction.path() + "." + correction.columnName(),
                        "grade",
                        correction.what() == ColumnCorrection.What.GRADE
                                ? words.grade(Grade.of(correction.value()))
                                : DataType.find(correction.value())
                                        .map(words::type)
                                        .orElse("非个人信息"),
                        "by",
                        correction.saidBy()),
                "/office/census/corrections?state=asked",
                NewTask.Closing.WITH_SUBJECT,
                null));
    }

    private static InvalidInput.Check check(Said said, boolean known, KnownTypes types) {
        return new InvalidInput.Check()
                .that(known, "column", "column-unknown")
                .that(!said.reason().isBlank(), "reason", "required")
                .that(said.reason().length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .that(!said.value().isBlank(), "value", "required")
                .that(said.what() != ColumnCorrection.What.TYPE || isType(said.value(), types), "value", "type-unknown")
                .that(said.what() != ColumnCorrection.What.GRADE || isGrade(said.value()), "value", "grade-unknown")
                .that(said.value().length() <= LONGEST_TITLE, "value", "too-long", Map.of("max", LONGEST_TITLE));
    }

    private static boolean isType(String word, KnownTypes types) {
        return word.equals(Correction.NOTHING) || types.find(word).isPresent();
    }

    private static boolean isGrade(String word) {
        return java.util.Arrays.stream(Grade.values())
                .anyMatch(grade -> grade.word().equals(word));
    }

    private static void because(String reason) {
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
    }

    private static int column(TableResult measured, String name) {
        for (int i = 0; i < measured.classifications().size(); i++) {
            if (measured.classifications().get(i).column().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String measured(
            ColumnCorrection.What what, Classification found, TableResult result, int at) {
        return switch (what) {
            case TYPE -> found.best().map(best -> best.type().word()).orElse(Correction.NOTHING);
            case GRADE -> found.grade().word();
            case TITLE ->
                Objects.requireNonNull(result.profile()).columns().get(at).comment();
        };
    }

    /// Whether the actor may agree to or refuse an asked correction.
    boolean mayDecide(ColumnCorrection correction, Actor actor) {
        return correction.state() == ColumnCorrection.State.ASKED
                && reviewsAs(correction, actor).isPresent();
    }

    /// The capacity in which the actor may decide about a correction; empty also where four eyes forbid it.
    private Optional<Capacity> reviewsAs(ColumnCorrection correction, Actor actor) {
        var asked = List.of(new FourEyes.Party(correction.saidById(), correction.saidForId()));
        return access.capacities(actor, CensusPermission.REVIEW, correction.unit()).stream()
                .filter(capacity -> FourEyes.allow(asked, actor, capacity))
                .findFirst();
    }

    /// The capacity in which a steward acts.
    private Capacity as(Actor actor, UnitCode unit) {
        return access.capacities(actor, CensusPermission.MANAGE, unit).getFirst();
    }

    private void publish(
            CorrectionEvent.What what,
            ColumnCorrection correction,
            @Nullable String because,
            Actor actor,
            Capacity as) {
        events.publishEvent(new CorrectionEvent(
                what,
                correction.id(),
                correction.source(),
                correction.unit(),
                correction.path() + "." + correction.columnName(),
                correction.what().word(),
                correction.value(),
                correction.reason(),
                correction.saidById(),
                because,
                actor.officer(),
                as.facts()));
    }
}
