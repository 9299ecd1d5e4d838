package org.shuguan.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Texts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// The list of jobs as seen by units and by operators of the platform.
@SpringBootTest
class JobListTest {
    private static final UnitCode BUREAU = new UnitCode("07");

    @Autowired
    JobController controller;

    @Autowired
    JobRecords records;

    @Autowired
    JobKinds kinds;

    @Autowired
    Texts texts;

    @Autowired
    Institution institution;

    private final String word = UUID.randomUUID().toString();
    private final UnitCode unit = new UnitCode("JL");
    private final UnitCode other = new UnitCode("JO");
    private final Actor steward = Actors.holding("某人", Role.DATA_STEWARD, unit);
    private final Actor cdo = Actors.holding("某人", Role.UNIT_CDO, unit);
    private final Actor operator = Actors.holding("某人", Role.BUREAU_OPERATOR, BUREAU);
    private final Actor administrator = Actors.holding("某人", Role.SYSTEM_ADMINISTRATOR, BUREAU);
    private UUID theirs;
    private UUID others;
    private UUID nobodys;

    @BeforeEach
    void jobs() {
        SampleUnits.department(institution, unit);
        SampleUnits.department(institution, other);
        theirs = job("test-long", unit);
        others = job("test-short", other);
        nobodys = job("test-short", null);
    }

    @Test
    void aUnitSeesItsOwnJobsAndOperatorsSeeAll() {
        assertThat(listed(steward, null, null)).containsExactly(theirs);
        assertThat(listed(cdo, null, null)).containsExactly(theirs);
        assertThat(listed(operator, null, null)).containsExactlyInAnyOrder(theirs, others, nobodys);
        assertThat(listed(administrator, null, null)).containsExactlyInAnyOrder(theirs, others, nobodys);
        assertThat(listed(Actors.holding("某人", Role.SECURITY_REVIEWER, BUREAU), null, null))
                .isEmpty();
        assertThatThrownBy(() -> controller.one(others, steward)).hasMessageContaining("not-found");
        assertThatThrownBy(() -> controller.cancel(theirs, cdo)).hasMessageContaining("forbidden");
    }

    @Test
    void theListIsFilteredByKindAndState() {
        end(theirs, Job.State.DONE, null, null);
        assertThat(listed(operator, "test-short", null)).containsExactlyInAnyOrder(others, nobodys);
        assertThat(listed(operator, null, "done")).containsExactly(theirs);
        assertThat(listed(operator, null, "open")).containsExactlyInAnyOrder(others, nobodys);
        assertThatThrownBy(() -> listed(operator, "no-such-kind", null)).hasMessageContaining("invalid-input");
        assertThat(controller.kinds())
                .extracting(JobController.KindLabel::value)
                .contains("census", "catalog-import-read", "catalog-import-apply");
    }

    @Test
    void detailsFromASourceAreShownOnlyToItsUnit() {
        end(theirs, Job.State.FAILED, "test.problem", "password of root");
        end(others, Job.State.FAILED, "job.problem.broken", "number-7");
        assertThat(controller.one(theirs, steward).problem()).contains("password of root");
        assertThat(controller.one(theirs, operator).problem()).doesNotContain("password of root");
        assertThat(controller.one(others, operator).problem()).contains("number-7");
        assertThat(controller.one(theirs, steward).link()).isEqualTo("/office/test");
        assertThat(controller.one(theirs, operator).link()).isNull();
    }

    @Test
    void theListedActionsCanBePerformed() {
        assertThat(controller.one(theirs, cdo).may()).isEmpty();
        assertThat(controller.one(theirs, steward).may()).containsExactly("cancel");
        assertThat(controller.cancel(theirs, steward).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(controller.one(theirs, steward).may()).isEmpty();
        end(others, Job.State.FAILED, "job.problem.died-twice", null);
        assertThat(controller.one(others, administrator).may()).containsExactly("retry");
        assertThat(controller.retry(others, administrator).problem()).isNull();
    }

    @Test
    void theExportContainsTheListedRows() {
        byte[] file = controller
                .export("csv", null, null, new ListQuery(null, null, "-created", word), operator)
                .getBody();
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.subList(1, 4))
                .allSatisfy(line -> assertThat(line).contains(word, texts.say("job.state.queued")));
    }

    @Test
    void everyKindHasItsTexts() {
        for (JobKind kind : kinds.all()) {
            for (Locale language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                assertThat(List.of(
                                "job.kind." + kind.name(), "job.title." + kind.name(), "job.measure." + kind.measure()))
                        .allSatisfy(key ->
                                assertThat(texts.say(language, key, Map.of())).isNotBlank());
            }
        }
    }

    private List<UUID> listed(Actor actor, @Nullable String kind, @Nullable String state) {
        return controller.list(kind, state, new ListQuery(null, null, null, word), actor).items().stream()
                .map(JobController.JobView::id)
                .toList();
    }

    /// A job in the table that is in no lane.
    private UUID job(String kind, @Nullable UnitCode of) {
        UUID id = UUID.randomUUID();
        var job = new NewJob(id, kind, id.toString(), of, Map.of("what", word), "/office/test", null);
        assertThat(records.add(job, "{\"what\": \"" + word + "\"}", Instant.now()))
                .isTrue();
        return id;
    }

    private void end(UUID id, Job.State state, @Nullable String problem, @Nullable String detail) {
        records.end(id, state, problem, detail, Instant.now());
    }
}
