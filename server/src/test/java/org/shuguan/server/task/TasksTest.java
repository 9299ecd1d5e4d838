package org.shuguan.server.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class TasksTest {
    private static final UnitCode UNIT = new UnitCode("T1");
    private static final UnitCode OTHER = new UnitCode("T2");

    @Autowired
    Approvals approvals;

    @Autowired
    Tasks tasks;

    @Autowired
    AssignedTasks kept;

    @Autowired
    Institution institution;

    private Actor steward;
    private Actor stranger;
    private Actor bureau;

    @BeforeEach
    void people() {
        steward = actor("专员", Role.DATA_STEWARD, UNIT);
        stranger = actor("别人", Role.DATA_STEWARD, OTHER);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, new UnitCode("T7"));
    }

    @Test
    void anAssignedTaskIsOnTheToDoListOfTheRolesHolder() {
        UUID id = tasks.open(errand("a", "补齐目录", institution.today().minusDays(1)));
        assertThat(Actors.todos(tasks, steward))
                .filteredOn(todo -> todo.id().equals(id.toString()))
                .singleElement()
                .satisfies(todo -> assertThat(todo.title()).contains("补齐目录"))
                .returns(DeadlineLight.RED, Todo::light)
                .returns("/office/tasks/" + id, Todo::link);
        assertThat(Actors.todos(tasks, stranger)).isEmpty();
        assertThat(institution.openTodos(Role.DATA_STEWARD, UNIT)).isPositive();
    }

    @Test
    void aTaskIsOpenedOnceAndUpdatedAfterwards() {
        UUID first = tasks.open(errand("b", "旧", null));
        UUID second = tasks.open(errand("b", "新", null));
        assertThat(second).isEqualTo(first);
        assertThat(tasks.sentence(tasks.readable(first, steward))).endsWith(" 新");
        tasks.close("test.errand", "b", "办好了");
        assertThat(tasks.open(errand("b", "又来", null))).isNotEqualTo(first);
    }

    @Test
    void theAddresseeReportsProgressAndClosesTheTaskOnce() {
        AssignedTask task = tasks.readable(tasks.open(errand("c", "整改", null)), steward);
        tasks.progress(task, "已经核对一半", steward);
        assertThat(kept.progressOf(task.id()))
                .extracting(AssignedTasks.Progress::text)
                .containsExactly("已经核对一半");
        assertThatThrownBy(() -> tasks.done(task, " ", steward)).isInstanceOf(InvalidInput.class);
        tasks.done(task, "已全部核对", steward);
        assertThatThrownBy(() -> tasks.done(task, "再来一次", steward)).isInstanceOf(TaskRefused.class);
        assertThatThrownBy(() -> tasks.progress(tasks.readable(task.id(), steward), "晚了", steward))
                .isInstanceOf(TaskRefused.class);
        assertThat(Actors.todos(tasks, steward))
                .noneMatch(todo -> todo.id().equals(task.id().toString()));
    }

    @Test
    void theBureauReadsATaskWithoutClosingItAndOtherUnitsDoNotSeeIt() {
        UUID id = tasks.open(errand("d", "保密", null));
        AssignedTask task = tasks.readable(id, bureau);
        assertThatThrownBy(() -> tasks.done(task, "我替他办", bureau)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> tasks.readable(id, stranger)).isInstanceOf(NotFound.class);
    }

    @Test
    void aTermRunsFromTheDayOfOpeningAndIsCountedAnewByAnotherCalendar() {
        NewTask wanted = NewTask.within(
                "directive.read",
                "test.errand",
                "g",
                UNIT,
                Role.DATA_STEWARD,
                Map.of("title", "传阅文件", "what", "阅知"),
                "/office",
                NewTask.Closing.BY_HAND);
        UUID id = tasks.open(wanted);
        LocalDate due = tasks.readable(id, steward).due();
        assertThat(due).isAfter(institution.today());
        kept.due(id, due.plusDays(5));
        // Asked again, the term does not begin again.
        tasks.open(wanted);
        assertThat(tasks.readable(id, steward).due()).isEqualTo(due.plusDays(5));
        assertThat(tasks.recount())
                .filteredOn(moved -> moved.link().endsWith(id.toString()))
                .singleElement()
                .returns(due.plusDays(5), OpenTerms.Moved::before)
                .returns(due, OpenTerms.Moved::after);
        assertThat(tasks.readable(id, steward).due()).isEqualTo(due);
        assertThat(tasks.recount()).noneMatch(moved -> moved.link().endsWith(id.toString()));
    }

    @Test
    void theListIsFilteredByUnitStateAndText() {
        UUID open = tasks.open(errand("e", "查无此词甲", null));
        tasks.open(errand("f", "查无此词乙", null));
        tasks.close("test.errand", "f", "办好了");
        var words = new ListQuery(1, 20, "-openedAt", "查无此词");
        assertThat(kept.list(Scope.EVERYTHING, null, words).total()).isEqualTo(2);
        assertThat(kept.list(Scope.of(List.of(UNIT)), "open", words).items())
                .extracting(AssignedTask::id)
                .containsExactly(open);
        assertThat(kept.list(Scope.of(List.of(OTHER)), null, words).total()).isZero();
    }

    private static NewTask errand(String subject, String what, LocalDate due) {
        return new NewTask(
                "test.errand",
                subject,
                UNIT,
                Role.DATA_STEWARD,
                Map.of("what", what),
                "/office/entries",
                NewTask.Closing.BY_HAND,
                due);
    }

    private Actor actor(String name, Role role, UnitCode unit) {
        return Actors.of(institution.enrol(name), name, role, unit);
    }
}
