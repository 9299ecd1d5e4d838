package org.shuguan.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The addressees and their superiors are notified of due and overdue work, once for each stage.
@SpringBootTest
class DeadlineRemindersTest {
    @Autowired
    DeadlineReminders reminders;

    @Autowired
    Tasks tasks;

    @Autowired
    Institution institution;

    @Autowired
    Calendar calendar;

    @Autowired
    JdbcClient jdbc;

    private UnitCode unit;
    private OfficerId steward;
    private OfficerId cdo;
    private OfficerId executive;
    private OfficerId cityCdo;

    @BeforeEach
    void peopleAboveEachOther() {
        unit = new UnitCode(
                "D" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        establish(unit);
        if (institution.unit(UnitCode.CITY).isEmpty()) {
            establish(UnitCode.CITY);
        }
        steward = hold(Role.DATA_STEWARD, unit);
        cdo = hold(Role.UNIT_CDO, unit);
        executive = holderOf(Role.CITY_EXECUTIVE_OFFICER);
        cityCdo = holderOf(Role.CITY_CDO);
    }

    @Test
    void onlyTheAddresseesAreNotifiedOfADeadline() {
        task(institution.today().plusDays(40), Role.DATA_STEWARD);
        reminders.remind();
        assertThat(told(steward, "step-due")).isZero();
        task(calendar.due(institution.today(), 3), Role.DATA_STEWARD);
        reminders.remind();
        reminders.remind();
        assertThat(told(steward, "step-due")).isEqualTo(1);
        assertThat(told(steward, "step-last-day")).isZero();
        assertThat(told(cdo, "step-due")).isZero();
    }

    @Test
    void theLastWorkingDayOfATermBringsOneLastNotice() {
        task(institution.today(), Role.DATA_STEWARD);
        reminders.remind();
        reminders.remind();
        assertThat(told(steward, "step-last-day")).isEqualTo(1);
        assertThat(told(steward, "step-due")).isZero();
        assertThat(told(cdo, "step-last-day")).isZero();
    }

    @Test
    void overdueWorkIsEscalatedToTheUnitsCdoTheExecutiveOfficerAndTheCityCdo() {
        LocalDate late = institution.today().minusDays(1);
        task(late, Role.DATA_STEWARD);
        reminders.remind();
        assertThat(told(steward, "step-overdue")).isEqualTo(1);
        assertThat(told(cdo, "step-overdue-above")).isEqualTo(1);
        long executives = told(executive, "step-overdue-above");
        task(late, Role.UNIT_CDO);
        reminders.remind();
        assertThat(told(cdo, "step-overdue")).isEqualTo(1);
        assertThat(told(executive, "step-overdue-above")).isEqualTo(executives + 1);
        long citys = told(cityCdo, "step-overdue-above");
        LocalDate longAgo = institution.today().minusDays(30);
        assertThat(calendar.between(longAgo, institution.today())).isGreaterThan(5);
        task(longAgo, Role.DATA_STEWARD);
        reminders.remind();
        reminders.remind();
        assertThat(told(cityCdo, "step-overdue-above")).isEqualTo(citys + 1);
    }

    private void task(LocalDate due, Role role) {
        tasks.open(new NewTask(
                "test.errand",
                UUID.randomUUID().toString(),
                unit,
                role,
                Map.of("what", "期限"),
                "/office/entries",
                NewTask.Closing.BY_HAND,
                due));
        // Opened long ago, so that most of its term has passed.
        jdbc.sql(
                        "update task.task set opened_at = now() - interval '200 days' where unit = :unit and due <= current_date + 20")
                .param("unit", unit.value())
                .update();
    }

    private long told(OfficerId officer, String code) {
        return jdbc.sql("select count(*) from notice.notice where officer = :officer and code = :code")
                .param("officer", officer.value())
                .param("code", code)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private OfficerId holderOf(Role role) {
        return institution.inForce(institution.today()).stream()
                .filter(held -> held.role() == role)
                .map(held -> held.officer())
                .findFirst()
                .orElseGet(() -> hold(role, UnitCode.CITY));
    }

    private OfficerId hold(Role role, UnitCode of) {
        OfficerId officer = institution.enrol(role.word());
        institution.appoint(officer, role, of, new Institution.Terms("职务", null, institution.today(), null));
        return officer;
    }

    private void establish(UnitCode code) {
        institution.establish(new Unit(
                code,
                "单位" + code,
                "Unit " + code,
                code.equals(UnitCode.CITY) ? Unit.Kind.CITY : Unit.Kind.DEPARTMENT,
                null,
                LocalDate.of(2021, 1, 1),
                null));
    }
}
