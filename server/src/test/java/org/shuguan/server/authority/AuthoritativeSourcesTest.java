package org.shuguan.server.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.OwnSubmission;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class AuthoritativeSourcesTest {
    @Autowired
    AuthoritativeSources sources;

    @Autowired
    SourceQuestions questions;

    @Autowired
    AuthorityController controller;

    @Autowired
    Approvals approvals;

    @Autowired
    Census census;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private UnitCode police;
    private UnitCode district;
    private Actor policeCdo;
    private Actor districtCdo;
    private Actor districtSteward;
    private Actor bureau;
    private long duplicate;

    /// The police have all people of the district, and more.
    @BeforeEach
    void thePoliceHoldWhatTheDistrictHolds() {
        police = unit();
        district = unit();
        policeCdo = actor("公安数官", Role.UNIT_CDO, police);
        districtCdo = actor("区数官", Role.UNIT_CDO, district);
        districtSteward = actor("区专员", Role.DATA_STEWARD, district);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
        int from = 200 * institution.units(institution.today()).size();
        census(police, "公民身份号码", from, 160);
        census(district, "证件号", from, 110);
        duplicate = await().atMost(Duration.ofSeconds(30)).until(this::twinOfDistrict, id -> id > 0);
    }

    @Test
    void theUnitWithMoreIsSuggestedBothGiveOpinionsAndTheBureauDecides() {
        var proposal = controller.proposal(duplicate, districtSteward);
        assertThat(proposal.suggested()).isEqualTo(police);
        assertThat(proposal.ground()).isEqualTo("covers");

        UUID id = sources.ask(duplicate, police, "户籍由公安机关登记", districtSteward);
        assertThat(controller.proposal(duplicate, bureau).known()).isEqualTo(id);
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.AGREE, null, null, districtCdo))
                .isInstanceOf(Forbidden.class);
        decide(id, SourceFlow.Outcome.AGREE, null, null, policeCdo);
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.OBJECT, null, " ", districtCdo))
                .isInstanceOf(InvalidInput.class);
        decide(id, SourceFlow.Outcome.OBJECT, null, "我区另有流动人口", districtCdo);
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.NAME, police, "三定规定", policeCdo))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.NAME, new UnitCode("07"), "三定规定", bureau))
                .isInstanceOf(InvalidInput.class);
        decide(id, SourceFlow.Outcome.NAME, police, "户口登记条例第三条", bureau);

        SourceQuestion named = controller.one(id, districtSteward).question();
        assertThat(named.state()).isEqualTo(SourceQuestion.State.NAMED);
        assertThat(named.authority()).isEqualTo(police);
        assertThat(approvals.history(named.caseId()))
                .extracting(decision -> decision.outcome())
                .containsExactly("submit", "agree", "object", "name");
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.DISMISS, null, "不是", bureau))
                .isInstanceOf(AuthorityRefused.class);
    }

    @Test
    void onlyOneQuestionIsOpenAndOnlyThoseConcernedMayAsk() throws Exception {
        Actor stranger = actor("别人", Role.UNIT_CDO, unit());
        assertThatThrownBy(() -> sources.ask(duplicate, police, "x", stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sources.ask(duplicate, police, " ", districtCdo))
                .isInstanceOf(InvalidInput.class);
        Callable<Object> asks = () -> {
            try {
                return sources.ask(duplicate, police, "户籍", districtCdo);
            } catch (AuthorityRefused refused) {
                return refused;
            }
        };
        try (var two = Executors.newFixedThreadPool(2)) {
            List<Object> results = two.invokeAll(List.of(asks, asks)).stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(results).filteredOn(UUID.class::isInstance).hasSize(1);
            UUID id = (UUID)
                    results.stream().filter(UUID.class::isInstance).findFirst().orElseThrow();
            assertThatThrownBy(() -> controller.one(id, stranger)).isInstanceOf(NotFound.class);
            decide(id, SourceFlow.Outcome.AGREE, null, null, policeCdo);
            decide(id, SourceFlow.Outcome.AGREE, null, null, districtCdo);
            decide(id, SourceFlow.Outcome.DISMISS, null, "双方用途不同", bureau);
        }
        assertThat(sources.ask(duplicate, district, "再议", districtCdo)).isNotNull();
        assertThat(questions
                        .list(Scope.of(Set.of(district)), null, new ListQuery(1, 10, null, null))
                        .total())
                .isEqualTo(2);
    }

    @Test
    void whoeverAskedDoesNotNameTheSourceAsTheBureausDelegate() {
        UUID id = sources.ask(duplicate, police, "户籍", districtSteward);
        decide(id, SourceFlow.Outcome.AGREE, null, null, policeCdo);
        decide(id, SourceFlow.Outcome.AGREE, null, null, districtCdo);
        Actor delegate = Actors.with(
                districtSteward.officer(),
                "受托人",
                new Capacity(
                        Role.BUREAU_OPERATOR,
                        UnitCode.CITY,
                        UnitCode.CITY,
                        Capacity.Kind.DELEGATE,
                        new Capacity.Principal(bureau.officer(), bureau.officerName())));
        assertThatThrownBy(() -> decide(id, SourceFlow.Outcome.NAME, police, "户口登记条例第三条", delegate))
                .isInstanceOf(OwnSubmission.class);
        decide(id, SourceFlow.Outcome.NAME, police, "户口登记条例第三条", bureau);
    }

    private void decide(UUID id, SourceFlow.Outcome outcome, UnitCode unit, String reason, Actor actor) {
        sources.decide(id, outcome, new AuthoritativeSources.Answer(unit, reason, reason), actor);
    }

    private long twinOfDistrict() {
        return jdbc.sql("select coalesce(max(id), 0) from census.relation where kind = 'duplicate' and unit = :unit")
                .param("unit", district.value())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private void census(UnitCode unit, String column, int from, int people) {
        SourceRecord source = census.register(
                unit,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        String content = IntStream.range(from, from + people)
                .mapToObj(AuthoritativeSourcesTest::id)
                .collect(Collectors.joining("\n", column + "\n", "\n"));
        census.drop(source, "t.csv", IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
        census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
    }

    private static String id(int n) {
        String digits = "4412021990%02d%02d%03d".formatted(1 + n / 20000, 1 + n / 1000 % 20, n % 1000);
        return digits + ResidentId.check(digits);
    }

    private UnitCode unit() {
        UnitCode code =
                new UnitCode("Q" + institution.units(institution.today()).size());
        institution.establish(new Unit(
                code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, LocalDate.of(2021, 1, 1), null));
        return code;
    }

    private Actor actor(String name, Role role, UnitCode unit) {
        return Actors.of(institution.enrol(name), name, role, unit);
    }
}
