package org.shuguan.server.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The cases that the user started, and their current steps.
@RestController
@RequestMapping("/api/cases/started")
@Transactional(readOnly = true)
class StartedCaseController {
    enum State {
        OPEN,
        OVER,
        ABANDONED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param kindName name of the kind of case, in the reader's language
    /// @param stepName name of the current step, null if the case is over
    /// @param light urgency of the step's due day, null if the case is over
    record StartedCaseRow(
            String id,
            String kind,
            String kindName,
            String title,
            String unit,
            String unitName,
            State state,
            @Nullable String stepName,
            Instant startedAt,
            @Nullable LocalDate due,
            @Nullable DeadlineLight light,
            @Nullable Instant endedAt,
            String link) {}

    static final ListColumns<StartedCaseRow> COLUMNS = ListColumns.<StartedCaseRow>titled("approval.started.")
            .column("kind", StartedCaseRow::kindName, "key_")
            .column("title", StartedCaseRow::title, "title")
            .column("unit", StartedCaseRow::unitName, "unit")
            .word("state", "approval.state.", row -> row.state().word())
            .column("step", StartedCaseRow::stepName)
            .column("started", StartedCaseRow::startedAt, "at")
            .column("due", StartedCaseRow::due, "due_date_")
            .filter("state", State.values());

    private final CaseRecords cases;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    StartedCaseController(CaseRecords cases, Institution institution, Calendar calendar, Texts texts) {
        this.cases = cases;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    /// @param state `open`, `over` or `abandoned`
    @GetMapping
    Listing<StartedCaseRow> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        LocalDate today = institution.today();
        return cases.startedBy(actor.officer(), Objects.requireNonNullElse(COLUMNS.chosen("state", state), ""), query)
                .map(one -> row(one, names, today));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("approval.started.list"), query, page -> list(state, page, actor), texts);
    }

    private StartedCaseRow row(CaseRecords.StartedCase one, Function<UnitCode, String> names, LocalDate today) {
        State state = one.endedAt() == null ? State.OPEN : one.abandoned() ? State.ABANDONED : State.OVER;
        LocalDate due = one.due();
        Instant since = one.since();
        return new StartedCaseRow(
                one.id(),
                one.kind(),
                texts.say("approval.kind." + one.kind()),
                one.title(),
                one.unit().value(),
                names.apply(one.unit()),
                state,
                one.step() == null ? null : texts.say("approval.step." + one.step()),
                one.startedAt(),
                due,
                due == null || since == null ? null : calendar.light(CityTime.day(since), due, today),
                one.endedAt(),
                one.link());
    }
}
