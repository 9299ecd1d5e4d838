package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// When the next meeting of each territory must take place by the rule `meeting.rhythm`. A territory that never had one
/// has no day.
@Service
@Transactional
class Rhythm {
    private static final String CONVENE = "meeting.convene";

    /// @param by the last working day in time
    /// @param planned whether a meeting is planned or convened already
    record Next(UnitCode territory, LocalDate last, LocalDate by, boolean planned, DeadlineLight light) {}

    private final KeptMeetings kept;
    private final MeetingRules rules;
    private final Access access;
    private final Calendar calendar;
    private final Institution institution;
    private final Tasks tasks;

    Rhythm(
            KeptMeetings kept,
            MeetingRules rules,
            Access access,
            Calendar calendar,
            Institution institution,
            Tasks tasks) {
        this.kept = kept;
        this.rules = rules;
        this.access = access;
        this.calendar = calendar;
        this.institution = institution;
        this.tasks = tasks;
    }

    /// The next meetings of the territories for which the actor prepares, or whose meetings they read.
    @Transactional(readOnly = true)
    List<Next> nextFor(Actor actor) {
        return next().stream()
                .filter(one -> access.can(actor, MeetingPermission.READ, one.territory()))
                .toList();
    }

    /// Opens the tasks to convene that are due; one that is open stays.
    void remind() {
        LocalDate today = institution.today();
        next().stream()
                .filter(one -> !one.planned() && rules.mustConvene(one.by(), today))
                .forEach(one -> tasks.open(new NewTask(
                        CONVENE,
                        one.territory().value(),
                        access.servedBy(Role.BUREAU_OPERATOR, one.territory()),
                        Role.BUREAU_OPERATOR,
                        Map.of(
                                "territory",
                                institution.unitName(one.territory()),
                                "by",
                                one.by().toString()),
                        "/office/meetings",
                        NewTask.Closing.WITH_SUBJECT,
                        one.by())));
    }

    private List<Next> next() {
        LocalDate today = institution.today();
        Set<UnitCode> planned = kept.coming().stream().map(Meeting::territory).collect(Collectors.toSet());
        return kept.lastOfEach().stream()
                .map(last -> {
                    LocalDate by = rules.nextBy(last.day());
                    return new Next(
                            last.territory(),
                            last.day(),
                            by,
                            planned.contains(last.territory()),
                            calendar.light(last.day(), by, today));
                })
                .toList();
    }
}
