package org.shuguan.server.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Spreadsheet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class PlanWorkbookTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final List<String> HEADINGS =
            List.of("编号", "任务", "具体要求", "完成标准", "来源", "依据", "类别", "牵头单位", "配合单位及分工", "完成时限");

    @Autowired
    PlanWorkbook workbook;

    @Autowired
    FollowUps followUps;

    @Autowired
    KeptFollowUps kept;

    @Autowired
    KeptDetails details;

    @Autowired
    Papers papers;

    @Autowired
    Institution institution;

    private UnitCode lead;
    private UnitCode other;
    private Actor bureau;
    private UUID paper;

    @BeforeEach
    void aPlan() {
        lead = unit("A");
        other = unit("B");
        bureau = Actors.of(institution.enrol("业务员"), "业务员", Role.BUREAU_OPERATOR, UnitCode.CITY);
        paper = papers.add(
                UnitCode.CITY,
                new NewPaper(Paper.Kind.IMPLEMENTATION_PLAN, "年度计划", "肇数〔2026〕1号", "市政数局", null, ""),
                bureau);
    }

    @Test
    void aPlanGoesInAndComesOutAsItWas() {
        var taken = workbook.read(
                book(
                        row(
                                "",
                                "推动示范试点",
                                "两项以上",
                                "通过验收",
                                "实施方案",
                                "四（二）",
                                "重点督办",
                                name(lead),
                                name(other) + "：提供接口",
                                "2031年10月底前"),
                        row("", "数据普查", "", "", "", "", "", lead.value(), "", "持续推动（每月报告）"),
                        row("", "报送台账", "", "", "联席会议", "", "即办件", name(lead), "", "20个工作日")),
                paper,
                true,
                bureau);
        assertThat(taken.wrong()).isEmpty();
        assertThat(taken.taken()).isTrue();
        List<FollowUp> given = given();
        assertThat(given).extracting(FollowUp::title).containsExactly("推动示范试点", "数据普查", "报送台账");
        assertThat(given.getFirst().due()).isEqualTo(LocalDate.of(2031, 10, 31));
        assertThat(given.getFirst().dueText()).isEqualTo("2031年10月底前");
        assertThat(given.get(1).rhythm()).isEqualTo(Rhythm.MONTHLY);
        assertThat(given.get(2).termDays()).isEqualTo(20);
        assertThat(details.partsOf(given.getFirst().id()))
                .singleElement()
                .returns(other, Part::unit)
                .returns("提供接口", Part::text);

        byte[] out = workbook.export(paper, bureau).xlsx();
        var again = workbook.read(IncomingWorkbook.read(new ByteArrayInputStream(out)), paper, true, bureau);
        assertThat(again.wrong()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(3);
        assertThat(again.changes()).isEmpty();
        assertThat(given()).hasSize(3);
    }

    @Test
    void aCorrectedRowCorrectsAndARowThatIsNotUnderstoodStopsAll() {
        workbook.read(book(row("", "原题", "", "", "", "", "", name(lead), "", "2031-03-01")), paper, true, bureau);
        String number = given().getFirst().number();
        var wrong = workbook.read(
                book(
                        row(number, "新题", "", "", "", "", "", name(lead), "", "2031-03-01"),
                        row("", "没有单位", "", "", "梦", "", "", "某某局", "", "10月底前"),
                        row("DB1999-00001", "旧号", "", "", "", "", "", name(lead), "", "2031-03-01")),
                paper,
                true,
                bureau);
        assertThat(wrong.taken()).isFalse();
        assertThat(wrong.wrong())
                .extracting(PlanWorkbook.WrongCell::row, PlanWorkbook.WrongCell::column)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(3, "来源"),
                        org.assertj.core.groups.Tuple.tuple(3, "牵头单位"),
                        org.assertj.core.groups.Tuple.tuple(3, "完成时限"),
                        org.assertj.core.groups.Tuple.tuple(4, "编号"));
        assertThat(given()).extracting(FollowUp::title).containsExactly("原题");
        var seen = workbook.read(
                book(row(number, "新题", "", "", "", "", "", name(lead), "", "2031-03-01")), paper, false, bureau);
        assertThat(seen.changes())
                .singleElement()
                .returns(PlanWorkbook.ChangeKind.CHANGED, PlanWorkbook.PlanChange::kind);
        assertThat(given()).extracting(FollowUp::title).containsExactly("原题");
        workbook.read(book(row(number, "新题", "", "", "", "", "", name(lead), "", "2031-03-01")), paper, true, bureau);
        assertThat(given()).extracting(FollowUp::title).containsExactly("新题");
    }

    @Test
    void theTermOfWhatWasGivenIsNotChangedByAWorkbook() {
        workbook.read(book(row("", "原题", "", "", "", "", "", name(lead), "", "2031-03-01")), paper, true, bureau);
        String number = given().getFirst().number();
        var later = workbook.read(
                book(row(number, "原题", "", "", "", "", "", name(lead), "", "2031-04-01")), paper, true, bureau);
        assertThat(later.wrong()).singleElement().returns("完成时限", PlanWorkbook.WrongCell::column);
    }

    @Test
    void aSheetWithoutTheColumnsIsNoPlan() {
        byte[] sheet = new Spreadsheet("表", List.of("甲", "乙"), List.of(List.of("1", "2"))).xlsx();
        var none = workbook.read(IncomingWorkbook.read(new ByteArrayInputStream(sheet)), paper, true, bureau);
        assertThat(none.wrong()).singleElement().returns(1, PlanWorkbook.WrongCell::row);
    }

    private List<FollowUp> given() {
        var to = KeptFollowUps.Narrowed.toPaper(paper, institution.today());
        return kept.list(followUps.reader(bureau), to, new ListQuery(1, 100, "number", null))
                .items();
    }

    private static IncomingWorkbook book(Line... rows) {
        byte[] sheet = new Spreadsheet(
                        "工作计划", HEADINGS, Arrays.stream(rows).map(Line::cells).toList())
                .xlsx();
        return IncomingWorkbook.read(new ByteArrayInputStream(sheet));
    }

    private record Line(List<String> cells) {}

    private static Line row(String... cells) {
        return new Line(List.of(cells));
    }

    private static String name(UnitCode unit) {
        return "单位" + unit;
    }

    private UnitCode unit(String letter) {
        UnitCode code = new UnitCode("P" + letter + NEXT.incrementAndGet());
        SampleUnits.department(institution, code);
        return code;
    }
}
