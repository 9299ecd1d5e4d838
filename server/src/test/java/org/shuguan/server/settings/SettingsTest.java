package org.shuguan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class SettingsTest {
    private static final RuleEditors.Editor EDITOR = new RuleEditors.Editor(UUID.randomUUID(), "业务员");

    @Autowired
    Rules rules;

    @Autowired
    RuleChanges changes;

    @Autowired
    RuleFixtures fixtures;

    @Autowired
    Settings settings;

    @Autowired
    SettingsAdministration administration;

    @Autowired
    Texts texts;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    /// The database is shared with other tests, which need the defaults.
    @AfterEach
    void defaults() {
        fixtures.defaults();
    }

    @Test
    void everyRuleHasItsTextsInBothLanguages() {
        assertThat(rules.all()).hasSizeGreaterThan(20);
        for (Rule rule : rules.all()) {
            for (String key : List.of(
                    "rule." + rule.key(),
                    "rule." + rule.key() + ".why",
                    "rules." + rule.module(),
                    "source." + rule.source(),
                    "settings.kind." + rule.kind().word(),
                    "settings.mark." + rule.mark().word())) {
                assertThat(texts.say(Locale.SIMPLIFIED_CHINESE, key, Map.of())).isNotBlank();
                assertThat(texts.say(Locale.ENGLISH, key, Map.of())).isNotBlank();
            }
        }
    }

    @Test
    void aRuleThatIsNotDeclaredOrOfAnotherKindStopsTheStart() {
        assertThatThrownBy(() -> settings.workingDays("demand.no-such-rule"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("demand.no-such-rule");
        assertThatThrownBy(() -> settings.days("demand.route"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WORKING_DAYS");
    }

    @Test
    void aValueAppliesFromItsDayAndTheDefaultBefore() {
        Setting<Integer> days = settings.workingDays("demand.answer");
        LocalDate today = settings.today();
        set("demand.answer", 15, today.plusDays(10));
        set("demand.answer", 12, today.plusDays(5));
        assertThat(days.today()).isEqualTo(10);
        assertThat(days.on(today.plusDays(4))).isEqualTo(10);
        assertThat(days.on(today.plusDays(5))).isEqualTo(12);
        assertThat(days.on(today.plusDays(10))).isEqualTo(15);
        assertThat(changes.of("demand.answer")).hasSize(2);
    }

    @Test
    void ofTwoValuesForOneDayTheLaterOneApplies() {
        LocalDate today = settings.today();
        set("catalog.sign", 7, today);
        set("catalog.sign", 6, today);
        assertThat(settings.workingDays("catalog.sign").today()).isEqualTo(6);
        assertThat(changes.of("catalog.sign"))
                .extracting(change -> change.value().number())
                .containsExactly(6, 7);
    }

    @Test
    void aChangeCanBeUndoneBeforeItsDayAndNotAfter() {
        LocalDate today = settings.today();
        set("catalog.review", 9, today);
        set("catalog.review", 20, today.plusDays(1));
        UUID toCome = changes.of("catalog.review").getFirst().id();
        UUID inForce = changes.of("catalog.review").getLast().id();
        administration.undo("catalog.review", toCome, EDITOR);
        assertThat(settings.workingDays("catalog.review").on(today.plusDays(1))).isEqualTo(9);
        assertThat(changes.find(toCome))
                .get()
                .returns("业务员", RuleChange::undoneByName)
                .returns(true, RuleChange::isUndone);
        for (UUID change : List.of(toCome, inForce)) {
            assertThatThrownBy(() -> administration.undo("catalog.review", change, EDITOR))
                    .isInstanceOf(AlreadyInForce.class);
        }
        assertThatThrownBy(() -> administration.undo("catalog.sign", inForce, EDITOR))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void allErrorsOfAChangeAreReported() {
        LocalDate today = settings.today();
        assertThatThrownBy(() -> administration.change(
                        "calendar.amber",
                        new SettingsAdministration.Wanted(
                                RuleValue.of(101), " ", null, null, today.minusDays(1), "", 0L),
                        EDITOR))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactlyInAnyOrder("number", "source", "mark", "validFrom", "reason"));
        assertThatThrownBy(
                        () -> administration.change("calendar.amber", wanted(RuleValue.of("eighty"), today, 0), EDITOR))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> administration.change(
                        "calendar.amber", wanted(new RuleValue(50, "fifty", null), today, 0), EDITOR))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() ->
                        administration.change("catalog.code-prefix", wanted(RuleValue.of("30744X"), today, 0), EDITOR))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> administration.change("calendar.none", wanted(RuleValue.of(1), today, 0), EDITOR))
                .isInstanceOf(NotFound.class);
        assertThat(changes.of("calendar.amber")).isEmpty();
    }

    @Test
    void anErrorInACodeListNamesItsEntry() {
        var codes = List.of(new Code("Law", "法律", "law"), new Code("law", "", "law"), new Code("law", "法", "law"));
        assertThatThrownBy(() -> administration.change(
                        "demand.refusal-reasons", wanted(RuleValue.of(codes), settings.today(), 0), EDITOR))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .containsExactly("codes[0].code", "codes[1].zh", "codes[2].code"));
    }

    @Test
    void aRemovedCodeKeepsItsName() {
        Setting<List<Code>> reasons = settings.codes("demand.refusal-reasons");
        assertThat(reasons.today()).extracting(Code::code).contains("not-held");
        var version = SettingsAdministration.version(changes.of("demand.refusal-reasons"));
        administration.change(
                "demand.refusal-reasons",
                wanted(RuleValue.of(List.of(new Code("law", "法律禁止", "law"))), settings.today(), version),
                EDITOR);
        assertThat(reasons.today()).extracting(Code::code).containsExactly("law");
        assertThat(settings.code("demand.refusal-reasons", "law"))
                .get()
                .returns("法律禁止", code -> code.words(Locale.SIMPLIFIED_CHINESE))
                .returns("law", code -> code.words(Locale.ENGLISH));
        assertThat(settings.code("demand.refusal-reasons", "not-held")).isPresent();
        assertThat(settings.code("demand.refusal-reasons", "never-was")).isEmpty();
    }

    @Test
    void aChangeBasedOnAnOlderVersionIsRefused() {
        LocalDate today = settings.today();
        set("catalog.revise", 11, today);
        assertThatThrownBy(() -> administration.change("catalog.revise", wanted(RuleValue.of(12), today, 0), EDITOR))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(settings.workingDays("catalog.revise").today()).isEqualTo(11);
    }

    @Test
    void anotherNodeSeesAChangeAtItsNextPoll() {
        var otherNode = new KnownChanges(changes, rules);
        set("authority.opinion", 8, settings.today());
        assertThat(otherNode.of("authority.opinion")).isEmpty();
        otherNode.look();
        assertThat(otherNode.of("authority.opinion")).hasSize(1);
    }

    @Test
    void aRolledBackChangeHasNoEffect() {
        transaction.executeWithoutResult(status -> {
            set("authority.name-source", 9, settings.today());
            status.setRollbackOnly();
        });
        assertThat(settings.workingDays("authority.name-source").today()).isEqualTo(5);
        set("authority.name-source", 6, settings.today());
        assertThat(settings.workingDays("authority.name-source").today()).isEqualTo(6);
    }

    @Test
    void aChangeIsRecorded() {
        set("access.longest-delegation", 91, settings.today());
        assertThat(jdbc.sql("select facts from audit.entry where action = 'settings.change'"
                                + " and subject = 'rule access.longest-delegation'")
                        .query((row, n) -> row.getString(1))
                        .list())
                .singleElement()
                .asString()
                .contains("\"before\":\"90\"", "\"value\":\"91\"", "\"reason\":\"文件调整\"");
    }

    @Test
    void defaultsApplyWithoutADatabase() {
        assertThat(Settings.defaults().percent("calendar.amber").today()).isEqualTo(80);
        assertThat(Settings.defaults().minutes("identity.lock").today()).hasMinutes(15);
    }

    private void set(String key, int value, LocalDate from) {
        administration.change(
                key, wanted(RuleValue.of(value), from, SettingsAdministration.version(changes.of(key))), EDITOR);
    }

    private static SettingsAdministration.Wanted wanted(RuleValue value, LocalDate from, long version) {
        return new SettingsAdministration.Wanted(value, "某某办法", "第七条", Mark.READ, from, "文件调整", version);
    }
}
