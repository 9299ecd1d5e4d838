package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class RosterTest {
    private static final UnitCode DISTRICT = new UnitCode("L1");
    private static final UnitCode HEALTH = new UnitCode("L101");
    private static final UnitCode SCHOOLS = new UnitCode("L102");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);

    @Autowired
    RosterController controller;

    @Autowired
    Institution institution;

    @AfterEach
    void anyLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @BeforeEach
    void aDistrictWithTwoBureaus() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        establish(DISTRICT, "名册区", Unit.Kind.DISTRICT, null);
        establish(SCHOOLS, "名册区教育局", Unit.Kind.DEPARTMENT, DISTRICT);
        establish(HEALTH, "名册区卫健局", Unit.Kind.DEPARTMENT, DISTRICT);
        appoint("区数官", DISTRICT);
        appoint("教育数官", SCHOOLS);
    }

    @Test
    void bureausFollowTheirDistrict() {
        Roster.Published published = controller.roster(START);
        assertThat(published.units()).extracting(Unit::code).containsSubsequence(DISTRICT, HEALTH, SCHOOLS);
        assertThat(published.officers())
                .filteredOn(entry -> entry.unitCode().equals(SCHOOLS))
                .singleElement()
                .satisfies(entry -> assertThat(entry.district()).isNotNull());
        assertThat(published.vacancies())
                .extracting(vacancy -> vacancy.unit().code())
                .doesNotContain(HEALTH);
    }

    @Test
    void theFileNamesTheResponsibleCdoOfEachBureau() {
        String csv = new String(Objects.requireNonNull(controller.csv(START).getBody()), StandardCharsets.UTF_8);
        assertThat(csv.lines().filter(line -> line.contains("名册区")).toList())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"名册区\"", "区数官"),
                        line -> assertThat(line).contains("名册区卫健局", "区数官", "由所属区"),
                        line -> assertThat(line).contains("名册区教育局", "教育数官").doesNotContain("由所属区"));
    }

    private void establish(UnitCode code, String name, Unit.Kind kind, @Nullable UnitCode parent) {
        institution.establish(new Unit(code, name, "Unit " + code, kind, null, parent, START, null));
    }

    private void appoint(String name, UnitCode unit) {
        institution.appoint(
                institution.enrol(name), Role.UNIT_CDO, unit, new Institution.Terms("副局长", null, START, null));
    }
}
