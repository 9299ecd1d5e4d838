package org.shuguan.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Spreadsheet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Without a transaction of the test, because the import uses its own.
@SpringBootTest
class InstitutionWorkbookTest {
    private static final UnitCode KNOWN = new UnitCode("X1");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final Actor ADMIN = new Actor(
            UUID.randomUUID(),
            "admin",
            OfficerId.fresh(),
            "管理员",
            List.of(Capacity.own(Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY)));
    private static final Actor BUREAU = new Actor(
            UUID.randomUUID(),
            "bureau",
            OfficerId.fresh(),
            "业务员",
            List.of(Capacity.own(Role.BUREAU_OPERATOR, UnitCode.CITY)));

    @Autowired
    InstitutionWorkbook workbook;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @BeforeEach
    void aUnit() {
        if (institution.unit(KNOWN).isEmpty()) {
            institution.establish(new Unit(KNOWN, "市簿册已知局", "=HYPERLINK(1)", Unit.Kind.DEPARTMENT, null, START, null));
            OfficerId officer = institution.enrol("已知人");
            institution.appoint(officer, Role.UNIT_CDO, KNOWN, new Institution.Terms("=1+1　副局长", "@文件", START, null));
            institution.enrol("无职者");
            identity.open("known.one", officer, "Ink-and-paper-7", false);
        }
    }

    @Test
    void importingAnUnchangedExportChangesNothing() {
        byte[] book = Spreadsheet.book(workbook.export(ADMIN));
        InstitutionWorkbook.Result result = workbook.importFile(in(book), ADMIN);
        assertThat(result.wrong()).isEmpty();
        assertThat(result.changes()).isEmpty();
        assertThat(result.unchanged()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void textsThatLookLikeFormulasAreEscaped() {
        byte[] book = Spreadsheet.book(workbook.export(ADMIN));
        assertThat(texts(book)).containsPattern("('|&apos;|&#39;)=HYPERLINK").doesNotContain("<f>");
    }

    @Test
    void aPreviewListsTheChangesAndStoresNothing() {
        byte[] book = book(
                List.of(unit("X2", "市簿册新局", "２０２４年１月２日")),
                List.of(
                        appointment("新\u3000人", "首席数据官", "Ｘ２", 45_293),
                        appointment("新人", "数据专员", " X2\u00a0", "2024/1/2")),
                List.of());
        InstitutionWorkbook.Result preview = workbook.preview(in(book), BUREAU);
        assertThat(preview.wrong()).isEmpty();
        assertThat(preview.changes())
                .extracting(WorkbookImport.Change::kind)
                .containsOnly(WorkbookImport.Kind.NEW)
                .hasSize(3);
        assertThat(institution.unit(new UnitCode("X2"))).isEmpty();
        workbook.importFile(in(book), BUREAU);
        LocalDate day = LocalDate.of(2024, 1, 2);
        Appointment cdo =
                institution.holders(Role.UNIT_CDO, new UnitCode("X2"), day).getFirst();
        assertThat(cdo.officerName()).isEqualTo("新人");
        assertThat(institution.holders(Role.DATA_STEWARD, new UnitCode("X2"), day))
                .extracting(Appointment::officer)
                .containsExactly(cdo.officer());
        assertThat(workbook.importFile(in(book), BUREAU).changes()).isEmpty();

        byte[] accounts = book(
                List.of(),
                List.of(),
                List.of(List.of("xin.ren", "", "新人", "正常"), List.of("chen.ren", "", "陈新人", "正常")));
        assertThat(workbook.preview(in(accounts), ADMIN).handed()).isEmpty();
        // The link of a person with powers needs a second person.
        assertThat(workbook.importFile(in(accounts), ADMIN).handed())
                .extracting(one -> one.name() + " " + (one.link() != null))
                .containsExactly("xin.ren false", "chen.ren true");
    }

    /// Whoever manages accounts appoints nobody alone; a power is given by nobody alone.
    @Test
    void appointmentsThatNeedTwoPersonsAreRefused() {
        byte[] steward = book(List.of(), List.of(appointment("某乙", "数据专员", "X1", "2024-01-02")), List.of());
        assertThat(workbook.preview(in(steward), BUREAU).wrong()).isEmpty();
        assertThat(workbook.preview(in(steward), ADMIN).wrong())
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.message()).contains("Two persons"));
        byte[] reviewer = book(List.of(), List.of(appointment("某乙", "安全审核员", "X1", "2024-01-02")), List.of());
        assertThat(workbook.preview(in(reviewer), BUREAU).wrong()).hasSize(1);
    }

    @Test
    void allErrorsAreReportedBySheetRowAndColumnAndNothingIsImported() {
        byte[] book = book(
                List.of(unit("X5", "市簿册好局", "2024-01-02"), unit("x", "", "昨天"), unit("X1", "市簿册改名局", "2021-08-10")),
                List.of(appointment("某人", "皇帝", "X5", "2024-02-30"), appointment("二号", "首席数据官", "X1", "2023-01-01")),
                List.of(List.of("ab", "", "某人", "正常")));
        InstitutionWorkbook.Result preview = workbook.preview(in(book), ADMIN);
        assertThat(preview.wrong())
                .extracting(wrong -> wrong.sheet() + " " + wrong.row() + " " + wrong.column())
                .contains(
                        "单位 3 单位代码",
                        "单位 3 简称",
                        "单位 3 设立日期",
                        "单位 4 简称",
                        "人员与任职 2 角色",
                        "人员与任职 2 任职日期",
                        "人员与任职 3 ",
                        "账号 2 用户名");
        assertThat(preview.wrong()).allMatch(wrong -> !wrong.message().isBlank());
        assertThatThrownBy(() -> workbook.importFile(in(book), ADMIN)).isInstanceOf(InvalidInput.class);
        assertThat(institution.unit(new UnitCode("X5"))).isEmpty();
        assertThat(institution.officersNamed("二号")).isEmpty();
    }

    @Test
    void onlyTheAdministratorExportsAndImportsAccounts() {
        byte[] book = book(List.of(), List.of(), List.of(List.of("some.body", "", "已知人", "正常")));
        assertThat(workbook.preview(in(book), BUREAU).wrong())
                .extracting(WorkbookImport.Wrong::column)
                .containsExactly("用户名");
        assertThat(texts(Spreadsheet.book(workbook.export(BUREAU)))).doesNotContain("known.one");
        byte[] powers = book(List.of(), List.of(appointment("某甲", "审计员", "X1", "2024-01-02")), List.of());
        assertThat(workbook.preview(in(powers), BUREAU).wrong()).hasSize(1);
    }

    @Test
    void aNameOfSeveralPersonsNeedsANumber() {
        institution.enrol("同名者");
        institution.enrol("同名者");
        byte[] book = book(List.of(), List.of(appointment("同名者", "数据专员", "X1", "2024-01-02")), List.of());
        assertThat(workbook.preview(in(book), ADMIN).wrong())
                .extracting(WorkbookImport.Wrong::column)
                .containsExactly("人员编号");
    }

    @Test
    void formulasAreRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet(AccountSheet.NAME);
            for (int c = 0; c < AccountSheet.HEADINGS.size(); c++) {
                sheet.value(0, c, AccountSheet.HEADINGS.get(c));
            }
            sheet.formula(1, 0, "1+1");
            sheet.value(1, 2, "已知人");
        }
        assertThat(workbook.preview(in(bytes.toByteArray()), ADMIN).wrong())
                .extracting(WorkbookImport.Wrong::column)
                .containsExactly("用户名");
    }

    @Test
    void aFileThatUnpacksToTooMuchIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                zip.write(nothing);
            }
            zip.closeEntry();
        }
        assertThat(bytes.size()).isLessThan(1 << 20);
        assertThatThrownBy(() -> workbook.preview(in(bytes.toByteArray()), ADMIN))
                .hasMessageContaining("workbook-bomb");
        assertThatThrownBy(() -> workbook.preview(in("no book".getBytes(StandardCharsets.UTF_8)), ADMIN))
                .hasMessageContaining("workbook-unreadable");
        byte[] other = new Spreadsheet("别的", List.of("a"), List.of()).xlsx();
        assertThatThrownBy(() -> workbook.preview(in(other), ADMIN)).hasMessageContaining("workbook-without-sheets");
    }

    private static List<Object> unit(String code, String name, Object from) {
        return Arrays.asList(code, name, "", "", "Unit " + code, "部门", "", "", "", "", from, "");
    }

    private static List<Object> appointment(String name, String role, String unit, Object from) {
        return Arrays.asList("", name, role, unit, "职务", "", from, "", "");
    }

    private static byte[] book(
            List<List<Object>> units, List<List<Object>> appointments, List<? extends List<?>> accounts) {
        List<List<Object>> rows = new ArrayList<>();
        accounts.forEach(row -> rows.add(new ArrayList<>(row)));
        return Spreadsheet.book(List.of(
                new Spreadsheet(UnitSheet.NAME, UnitSheet.HEADINGS, units),
                new Spreadsheet(AppointmentSheet.NAME, AppointmentSheet.HEADINGS, appointments),
                new Spreadsheet(AccountSheet.NAME, AccountSheet.HEADINGS, rows)));
    }

    private static IncomingWorkbook in(byte[] bytes) {
        return IncomingWorkbook.read(new ByteArrayInputStream(bytes));
    }

    /// The content of all files in the archive.
    private static String texts(byte[] book) {
        StringBuilder all = new StringBuilder();
        try {
            Path file = Files.write(Files.createTempFile("book", ".xlsx"), book);
            try (var zip = new ZipFile(file.toFile())) {
                for (ZipEntry part : zip.stream().toList()) {
                    all.append(new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }
}
