package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicators;
import org.shuguan.server.indicator.RowsLink;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Every indicator, asked over HTTP as persons of several roles: its value is what the list behind it delivers to the
/// same person, of each unit and of all units together.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // In a database of its own: offices of the city have one holder, and figures count everything.
        properties = "spring.application.name=indicator-rows")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndicatorRowsTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final UnitCode ONE = new UnitCode("X1");
    private static final UnitCode TWO = new UnitCode("X2");
    private static final UnitCode NONE = new UnitCode("X3");
    private static final UnitCode DISTRICT = new UnitCode("Y1");
    private static final Pattern TABLE = Pattern.compile("\\b(?:from|join)\\s+([a-z]+)\\.");

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    Indicators indicators;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final Map<String, Visitor> people = new LinkedHashMap<>();

    @BeforeAll
    void aCityWithRows() throws Exception {
        establish(UnitCode.CITY, Unit.Kind.CITY);
        establish(ONE, Unit.Kind.DEPARTMENT);
        establish(TWO, Unit.Kind.DEPARTMENT);
        establish(NONE, Unit.Kind.DEPARTMENT);
        establish(DISTRICT, Unit.Kind.DISTRICT);
        signIn("x-city-cdo", Role.CITY_CDO, UnitCode.CITY);
        signIn("x-executive", Role.CITY_EXECUTIVE_OFFICER, UnitCode.CITY);
        signIn("x-bureau", Role.BUREAU_OPERATOR, UnitCode.CITY);
        signIn("x-district-bureau", Role.BUREAU_OPERATOR, DISTRICT);
        signIn("x-cdo", Role.UNIT_CDO, ONE);
        signIn("x-steward", Role.DATA_STEWARD, TWO);
        signIn("x-district-cdo", Role.UNIT_CDO, DISTRICT);
        signIn("x-nothing", Role.DATA_STEWARD, NONE);
        String rows =
                new ClassPathResource("indicator/rows.sql").getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        transaction.executeWithoutResult(status -> {
            for (String statement : rows.split(";\n", -1)) {
                if (!statement.isBlank()) {
                    jdbc.sql(statement).update();
                }
            }
        });
    }

    @Test
    void theValueIsWhatTheListDelivers() {
        List<String> wrong = new ArrayList<>();
        Set<String> compared = new HashSet<>();
        people.forEach((name, visitor) -> {
            JsonNode board = visitor.reads("/api/cockpit");
            for (JsonNode shown : board.get("indicators")) {
                Indicator indicator =
                        indicators.named(shown.get("key").asString()).orElseThrow();
                for (JsonNode figure : shown.get("figures")) {
                    UnitCode unit = new UnitCode(figure.get("unit").asString());
                    compare(name, visitor, indicator, unit, figure, wrong);
                    if (figure.has("value") && figure.get("value").asDouble() > 0) {
                        compared.add(indicator.key());
                    }
                }
                if (shown.get("total").has("rows") && shown.get("figures").size() > 1) {
                    compare(name, visitor, indicator, null, shown.get("total"), wrong);
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(compared)
                .as("every indicator has an example")
                .containsExactlyInAnyOrderElementsOf(
                        indicators.all().stream().map(Indicator::key).toList());
    }

    private void compare(
            String person,
            Visitor visitor,
            Indicator indicator,
            @Nullable UnitCode unit,
            JsonNode figure,
            List<String> wrong) {
        String what = person + " " + indicator.key() + " " + unit + ": " + figure;
        double part = measured(visitor, indicator.rows(), unit);
        switch (indicator.kind()) {
            case NUMBER -> {
                if (figure.has("value") ? figure.get("value").asDouble() != part : part != 0) {
                    wrong.add(what + " ≠ " + part);
                }
            }
            case PERCENT -> {
                double whole = measured(visitor, indicator.whole(), unit);
                if (figure.has("value")
                        ? figure.get("numerator").asDouble() != part
                                || figure.get("denominator").asDouble() != whole
                        : whole != 0) {
                    wrong.add(what + " ≠ " + part + " / " + whole);
                }
            }
            case MEAN -> {
                double rows = counted(visitor, indicator.rows(), unit);
                if (figure.has("value")
                        ? Math.abs(figure.get("value").asDouble() - part / rows) > 1e-6
                                || figure.get("denominator").asDouble() != rows
                        : rows != 0) {
                    wrong.add(what + " ≠ " + part + " / " + rows);
                }
            }
        }
    }

    private double counted(Visitor visitor, @Nullable RowsLink link, @Nullable UnitCode unit) {
        return visitor.reads(java.util.Objects.requireNonNull(link).list(unit, institution.today()))
                .get("total")
                .asDouble();
    }

    private double measured(Visitor visitor, @Nullable RowsLink link, @Nullable UnitCode unit) {
        RowsLink rows = java.util.Objects.requireNonNull(link);
        if (rows.column() == null) {
            return counted(visitor, rows, unit);
        }
        String path = rows.list(unit, institution.today());
        JsonNode list = visitor.reads(path + (path.contains("?") ? "&" : "?") + "size=200");
        assertThat(list.get("items").size()).isEqualTo(list.get("total").asInt());
        double sum = 0;
        for (JsonNode row : list.get("items")) {
            JsonNode number = row.get(rows.column());
            sum += number == null ? 0 : number.asDouble();
        }
        return sum;
    }

    @Test
    void whatCannotBeHadIsAbsentWithItsReasonAndNotZero() {
        JsonNode board =
                java.util.Objects.requireNonNull(people.get("x-nothing")).reads("/api/cockpit");
        Map<String, JsonNode> totals = new LinkedHashMap<>();
        board.get("indicators").forEach(one -> totals.put(one.get("key").asString(), one.get("total")));
        for (String key : List.of("census.tables", "quality.score", "followup.in-time", "sharing.answered-in-time")) {
            JsonNode total = java.util.Objects.requireNonNull(totals.get(key), key);
            assertThat(total.has("value")).as(key).isFalse();
            assertThat(total.get("absent").asString()).as(key).isNotBlank();
            assertThat(total.get("absentText").asString()).as(key).isNotBlank();
        }
        assertThat(java.util.Objects.requireNonNull(totals.get("followup.open"))
                        .get("value")
                        .asDouble())
                .isZero();
    }

    @Test
    void anOfficerSeesTheirOwnUnitAndNoOther() {
        JsonNode board = java.util.Objects.requireNonNull(people.get("x-cdo")).reads("/api/cockpit");
        assertThat(board.get("wholeCity").asBoolean()).isFalse();
        assertThat(board.get("units").size()).isEqualTo(1);
        assertThat(board.get("units").get(0).get("code").asString()).isEqualTo("X1");
        Visitor cdo = java.util.Objects.requireNonNull(people.get("x-cdo"));
        assertThat(cdo.asks("GET", "/api/indicators/series?indicator=followup.open&unit=X2", null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(cdo.asks("POST", "/api/indicators/snapshots", null).statusCode())
                .isEqualTo(403);
    }

    /// The question of an indicator names its own module's tables, as a module's other questions do.
    @Test
    void everyQuestionStaysInItsModule() {
        List<String> asked = new ArrayList<>();
        for (Indicator indicator : indicators.all()) {
            if (indicator.known() != null) {
                TABLE.matcher(indicator.known())
                        .results()
                        .map(MatchResult::group)
                        .forEach(table -> asked.add(indicator.module() + " " + table));
                assertThat(indicator.known()).contains(indicator.module() + ".");
            }
        }
        assertThat(asked).isNotEmpty();
    }

    @Test
    void theMonthsOfADatedFigureAreWhatItsRowsTell() throws InterruptedException {
        Visitor bureau = java.util.Objects.requireNonNull(people.get("x-bureau"));
        assertThat(bureau.makes("/api/indicators/snapshots", Map.of())
                        .get("started")
                        .asBoolean())
                .isTrue();
        while (jdbc.sql(
                                "select count(*) from job.job where kind = 'indicator-snapshot' and state in ('queued', 'running')")
                        .query(Long.class)
                        .single()
                > 0) {
            Thread.onSpinWait();
        }
        assertThat(jdbc.sql("select state from job.job where kind = 'indicator-snapshot'")
                        .query(String.class)
                        .set())
                .containsExactly("done");
        LocalDate end = institution.today().withDayOfMonth(1).minusDays(1);
        JsonNode open = bureau.reads("/api/indicators/series?indicator=followup.open&unit=X1");
        assertThat(open.get("dated").asBoolean()).isTrue();
        JsonNode before = open.get("points").get(open.get("points").size() - 2);
        assertThat(before.get("day").asString()).isEqualTo(end.toString());
        assertThat(before.get("afterwards").asBoolean()).isTrue();
        assertThat(before.get("figure").get("value").asDouble())
                .isEqualTo(jdbc.sql("""
                                select count(*)::float8 from followup.follow_up where lead = 'X1'
                                   and (closed_at is null or (closed_at at time zone 'Asia/Shanghai')::date > :end)
                                """).param("end", end).query(Double.class).single(), within(1e-9));
        JsonNode now = open.get("points").get(open.get("points").size() - 1);
        assertThat(now.get("now").asBoolean()).isTrue();
        JsonNode tables = bureau.reads("/api/indicators/series?indicator=census.tables&unit=X1");
        assertThat(tables.get("dated").asBoolean()).isFalse();
        assertThat(tables.get("points").size()).as("begins today").isEqualTo(1);
        long kept = jdbc.sql("select count(*) from indicator.snapshot")
                .query(Long.class)
                .single();
        transaction.executeWithoutResult(status -> {});
        bureau.makes("/api/indicators/snapshots", Map.of());
        while (jdbc.sql(
                                "select count(*) from job.job where kind = 'indicator-snapshot' and state in ('queued', 'running')")
                        .query(Long.class)
                        .single()
                > 0) {
            Thread.onSpinWait();
        }
        assertThat(jdbc.sql("select count(*) from indicator.snapshot")
                        .query(Long.class)
                        .single())
                .as("a day is kept once")
                .isEqualTo(kept);
    }

    private void establish(UnitCode code, Unit.Kind kind) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(new Unit(code, "单位" + code, "Unit " + code, kind, null, null, START, null));
        }
    }

    private void signIn(String account, Role role, UnitCode unit) {
        OfficerId officer = institution.enrol(account);
        institution.appoint(officer, role, unit, new Institution.Terms("职务", null, institution.today(), null));
        identity.open(account, officer, PASSWORD, false);
        people.put(account, new Visitor(port).signIn(account, PASSWORD));
    }
}
