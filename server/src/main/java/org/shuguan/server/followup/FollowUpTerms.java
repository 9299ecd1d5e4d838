package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Steps, terms and days of follow-ups, by the rules in force.
@Component
class FollowUpTerms {
    private static final String NEXT = "next";
    private static final String PREVIOUS = "previous";

    private final Setting<Integer> sign;
    private final Setting<Integer> divide;
    private final Setting<Integer> check;
    private final Setting<Integer> standingMonths;
    private final Setting<String> roll;
    private final Map<FollowUp.Kind, Setting<List<Code>>> steps = new EnumMap<>(FollowUp.Kind.class);
    private final Calendar calendar;
    private final Institution institution;

    FollowUpTerms(Settings settings, Calendar calendar, Institution institution) {
        this.sign = settings.workingDays("followup.sign");
        this.divide = settings.workingDays("followup.divide");
        this.check = settings.workingDays("followup.check");
        this.standingMonths = settings.months("followup.standing-months");
        this.roll = settings.text("followup.roll");
        for (FollowUp.Kind kind : FollowUp.Kind.values()) {
            steps.put(kind, settings.codes("followup.steps-" + kind.word()));
        }
        this.calendar = calendar;
        this.institution = institution;
    }

    /// The steps of a follow-up of the kind that is given today. Codes that name no step of ours are left out.
    List<String> steps(FollowUp.Kind kind) {
        List<String> known =
                Arrays.stream(FollowUp.Step.values()).map(FollowUp.Step::word).toList();
        return Objects.requireNonNull(steps.get(kind)).today().stream()
                .map(Code::code)
                .filter(known::contains)
                .toList();
    }

    /// The rhythm of a standing follow-up whose document names none.
    Rhythm usualRhythm() {
        return Rhythm.ofMonths(standingMonths.today());
    }

    /// The last day in time, where the document names the day: by the rule the day itself, or the next or the
    /// previous working day if it is none.
    LocalDate lapse(LocalDate due) {
        return switch (roll.today().strip()) {
            case NEXT -> calendar.isWorkingDay(due) ? due : calendar.due(due, 1);
            case PREVIOUS -> calendar.lastWorkingDay(due);
            default -> due;
        };
    }

    LocalDate due(LocalDate given, int workingDays) {
        return calendar.due(given, workingDays);
    }

    /// The last day to report on a period: its last working day.
    LocalDate reportDue(Rhythm rhythm, String period) {
        return calendar.lastWorkingDay(rhythm.endOf(period));
    }

    /// The last day to sign for, divide or check what came on the day.
    LocalDate signDue(LocalDate since) {
        return calendar.due(since, sign.on(since));
    }

    LocalDate divideDue(LocalDate since) {
        return calendar.due(since, divide.on(since));
    }

    LocalDate checkDue(LocalDate since) {
        return calendar.due(since, check.on(since));
    }

    /// The light of a follow-up today: besides the house's rule it is amber from the last working day on.
    DeadlineLight light(FollowUp one) {
        LocalDate due = one.owedBy();
        if (due == null || one.isOver()) {
            return DeadlineLight.GREEN;
        }
        Instant reported = one.reportedAt();
        if (reported != null) {
            // Its lead unit has done its part: what counts is the day on which it said so.
            return CityTime.day(reported).isAfter(due) ? DeadlineLight.RED : DeadlineLight.GREEN;
        }
        LocalDate since = one.rhythm() == null ? CityTime.day(one.givenAt()) : periodBegins(one.rhythm(), due);
        return calendar.light(since, due, institution.today());
    }

    /// The last working day on or before the last day, on which a last warning is sent.
    LocalDate lastWorkingDay(LocalDate day) {
        return calendar.lastWorkingDay(day);
    }

    boolean isProvisional(LocalDate day) {
        return calendar.isProvisional(day);
    }

    private static LocalDate periodBegins(Rhythm rhythm, LocalDate day) {
        LocalDate first = day.withDayOfMonth(1);
        while (rhythm.periodOf(first.minusDays(1)).equals(rhythm.periodOf(day))) {
            first = first.minusMonths(1);
        }
        return first;
    }
}
