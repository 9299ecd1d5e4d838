package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class ColumnCorrectionsTest {
    private static final UnitCode UNIT = new UnitCode("M4");
    private static final UnitCode BUREAU = new UnitCode("M7");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Autowired
    ColumnCorrections corrections;

    @Autowired
    CorrectionRecords records;

    @Autowired
    Institution institution;

    private Actor steward;
    private Actor reviewer;
    private SourceRecord source;
    private CensusRun run;
    private long table;

    @BeforeEach
    void aCensus() {
        steward = actor("专员", Role.DATA_STEWARD, UNIT);
        reviewer = actor("审核员", Role.SECURITY_REVIEWER, BUREAU);
        source = census.register(
                UNIT,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        String rows = "lx,身份证号\n鼎湖一号,441202190001010013\n鼎湖二号,441283190102030425\n鼎湖三号,44120219000101003X\n";
        uploads.add(source.id(), "t.csv", IncomingFile.of(rows.getBytes(StandardCharsets.UTF_8)), true);
        run = census();
        table = tables.list(run.id(), ALL).items().getFirst().id();
    }

    @Test
    void aStewardsWordCountsAtOnceForDraftsMasksAndTheNextCensus() {
        correction("lx", ColumnCorrection.What.TYPE, "person-name");
        correction("lx", ColumnCorrection.What.TITLE, "登记人");
        for (CensusRun one : List.of(run, census())) {
            TableResult result = found(one);
            Classification lx = result.classifications().getFirst();
            assertThat(lx.best().orElseThrow().type()).isEqualTo(DataType.PERSON_NAME);
            assertThat(lx.personal()).isEqualTo("basic");
            assertThat(lx.best().orElseThrow().evidence().getFirst().facts()).containsEntry("by", "专员");
            assertThat(result.profile()).isNotNull();
            assertThat(result.profile().columns().getFirst().comment()).isEqualTo("登记人");
            assertThat(String.valueOf(result.profile().columns().getFirst().max()))
                    .startsWith("鼎**");
        }
        // What the next census keeps is masked already, whoever reads it.
        CensusRun last = census();
        TableResult kept = tables.result(
                        last.id(),
                        tables.list(last.id(), ALL).items().getFirst().id())
                .orElseThrow();
        assertThat(String.valueOf(kept.profile())).doesNotContain("鼎湖一号");
    }

    @Test
    void aGradeGoesUpByTheStewardAloneAndBackWhenTakenBack() {
        ColumnCorrection correction = correction("lx", ColumnCorrection.What.GRADE, "general-3");
        assertThat(found(run).classifications().getFirst().grade()).isEqualTo(Grade.GENERAL_3);
        corrections.undo(correction, steward);
        assertThat(found(run).classifications().getFirst().grade()).isEqualTo(Grade.GENERAL_2);
        assertThatThrownBy(() -> corrections.undo(records.find(correction.id()).orElseThrow(), steward))
                .hasMessageContaining("correction-over");
    }

    @Test
    void aGradeGoesDownOnlyWithTheReviewersWord() {
        ColumnCorrection asked = correction("身份证号", ColumnCorrection.What.GRADE, "general-1");
        assertThat(asked.state()).isEqualTo(ColumnCorrection.State.ASKED);
        assertThat(found(run).classifications().getLast().grade()).isEqualTo(Grade.GENERAL_4);
        assertThatThrownBy(() -> correction("身份证号", ColumnCorrection.What.GRADE, "general-2"))
                .hasMessageContaining("correction-asked");
        assertThatThrownBy(() -> corrections.decide(asked, true, "可以", steward)).isInstanceOf(Forbidden.class);
        assertThat(institution.openTodos(Role.SECURITY_REVIEWER, BUREAU)).isPositive();
        corrections.decide(corrections.readable(asked.id(), reviewer), true, "测试数据", reviewer);
        assertThat(found(run).classifications().getLast().grade()).isEqualTo(Grade.GENERAL_1);
        assertThat(tables.list(run.id(), ALL).items().getFirst().grade()).isEqualTo("general-2");
        assertThatThrownBy(() -> corrections.decide(records.find(asked.id()).orElseThrow(), false, "晚了", reviewer))
                .hasMessageContaining("correction-over");
    }

    /// Calling an identity number something harmless would be a way around the reviewer.
    @Test
    void anotherTypeDoesNotTakeTheGradeDown() {
        ColumnCorrection asked = correction("身份证号", ColumnCorrection.What.TYPE, "none");
        assertThat(asked.state()).isEqualTo(ColumnCorrection.State.ASKED);
        assertThat(found(run).classifications().getLast().personal()).isEqualTo("identity");
        corrections.decide(corrections.readable(asked.id(), reviewer), true, "是内部编号", reviewer);
        Classification id = found(run).classifications().getLast();
        assertThat(id.best()).isEmpty();
        assertThat(id.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(String.valueOf(found(run).profile())).doesNotContain("441202190001010013");
    }

    @Test
    void whatWasShownWhileAWordHeldIsHiddenAgainWhenItIsTakenBack() {
        String rows = "编号,姓名\n1,王小伟\n2,李文静\n3,张海敏\n";
        uploads.add(source.id(), "t.csv", IncomingFile.of(rows.getBytes(StandardCharsets.UTF_8)), true);
        run = census();
        table = tables.list(run.id(), ALL).items().getFirst().id();
        assertThat(String.valueOf(found(run).profile())).doesNotContain("王小伟");
        ColumnCorrection type = correction("姓名", ColumnCorrection.What.TYPE, "none");
        corrections.decide(corrections.readable(type.id(), reviewer), true, "是品种名", reviewer);
        CensusRun open = census();
        assertThat(String.valueOf(found(open).profile())).contains("王小伟");
        corrections.undo(records.find(type.id()).orElseThrow(), steward);
        assertThat(String.valueOf(found(open).profile())).doesNotContain("王小伟");
    }

    @Test
    void whatWaitsForAReviewerGoesWithItsSource() {
        int before = institution.openTodos(Role.SECURITY_REVIEWER, BUREAU);
        correction("身份证号", ColumnCorrection.What.GRADE, "general-1");
        assertThat(institution.openTodos(Role.SECURITY_REVIEWER, BUREAU)).isEqualTo(before + 1);
        census.remove(source);
        assertThat(institution.openTodos(Role.SECURITY_REVIEWER, BUREAU)).isEqualTo(before);
    }

    @Test
    void onlyTheUnitsStewardMendsAndOnlyWhatThereIs() {
        Actor stranger = actor("外人", Role.DATA_STEWARD, BUREAU);
        assertThatThrownBy(
                        () -> corrections.correct(run, table, said("lx", ColumnCorrection.What.TITLE, "名"), stranger))
                .isInstanceOf(Forbidden.class);
        ColumnCorrection correction = correction("lx", ColumnCorrection.What.TITLE, "名");
        assertThatThrownBy(() -> corrections.readable(correction.id(), stranger))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> corrections.readable(correction.id(), reviewer))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> correction("没有", ColumnCorrection.What.TITLE, "名"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> correction("lx", ColumnCorrection.What.TYPE, "nonsense"))
                .isInstanceOf(InvalidInput.class);
    }

    /// Neither the delegate who asked, nor the reviewer in whose name they asked, nor a delegate of the one who
    /// asked.
    @Test
    void whoeverAskedForALowerGradeDoesNotAgreeInAnyCapacity() {
        OfficerId delegate = OfficerId.fresh();
        Actor asks = Actors.with(
                delegate,
                "受托人",
                inTheNameOf(reviewer, Role.DATA_STEWARD, UNIT),
                inTheNameOf(steward, Role.SECURITY_REVIEWER, UnitCode.CITY));
        ColumnCorrection asked =
                corrections.correct(run, table, said("身份证号", ColumnCorrection.What.GRADE, "general-1"), asks);
        for (Actor one : List.of(
                asks,
                reviewer,
                Actors.with(OfficerId.fresh(), "旁人", inTheNameOf(reviewer, Role.SECURITY_REVIEWER, UnitCode.CITY)))) {
            assertThat(corrections.mayDecide(asked, one)).isFalse();
            assertThatThrownBy(() -> corrections.decide(asked, true, "可以", one)).hasMessageContaining("own-correction");
        }
        Actor other = actor("另一审核员", Role.SECURITY_REVIEWER, BUREAU);
        Actor decides = Actors.with(OfficerId.fresh(), "代审", inTheNameOf(other, Role.SECURITY_REVIEWER, UnitCode.CITY));
        corrections.decide(asked, true, "测试数据", decides);
        assertThat(records.find(asked.id()).orElseThrow().decidedFor()).isEqualTo("另一审核员");
    }

    private static Capacity inTheNameOf(Actor holder, Role role, UnitCode unit) {
        return new Capacity(
                role,
                unit,
                unit,
                Capacity.Kind.DELEGATE,
                new Capacity.Principal(holder.officer(), holder.officerName()));
    }

    private ColumnCorrection correction(String column, ColumnCorrection.What what, String value) {
        return corrections.correct(run, table, said(column, what, value), steward);
    }

    private static ColumnCorrections.Said said(String column, ColumnCorrection.What what, String value) {
        return new ColumnCorrections.Said(column, what, value, "我们清楚");
    }

    private TableResult found(CensusRun one) {
        return census.found(
                        one.id(), tables.list(one.id(), ALL).items().getFirst().id())
                .orElseThrow()
                .result();
    }

    private CensusRun census() {
        UUID id = census.start(source, 0, "test");
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> runs.find(id).orElseThrow(), found -> found.state() == Job.State.DONE);
    }

    private Actor actor(String name, Role role, UnitCode unit) {
        OfficerId officer = institution.enrol(name);
        if (role == Role.SECURITY_REVIEWER) {
            SampleUnits.dataBureau(institution, unit);
            institution.appoint(officer, role, unit, new Institution.Terms("职务", null, LocalDate.of(2021, 1, 1), null));
        }
        return Actors.of(officer, name, role, unit);
    }
}
