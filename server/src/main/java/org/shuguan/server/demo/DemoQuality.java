package org.shuguan.server.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.quality.Objections;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.quality.RuleBook;
import org.shuguan.server.quality.RuleForm;
import org.shuguan.server.quality.RuleKind;
import org.shuguan.server.quality.Terms;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Rules of the demo's collected entries, and two objections to the police's register: one that is settled by the last
/// correction of its source, and one that waits for its answer.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoQuality {
    private static final String MEASUREMENTS = "空气质量小时数据";
    private static final String STATIONS = "空气质量监测站点";
    private static final String REGISTER = "流动人口登记信息";
    private static final String READER = "端州区";
    private static final double ONE_PERCENT = 1;
    /// Number of rounds of changes after which the first objection is reported: the next one corrects its value.
    private static final int BEFORE_CORRECTION = 1;

    private final RuleBook rules;
    private final Quality quality;
    private final Objections objections;
    private final CollectedData data;
    private final Institution institution;
    private final DemoPeople people;

    DemoQuality(
            RuleBook rules,
            Quality quality,
            Objections objections,
            CollectedData data,
            Institution institution,
            DemoPeople people) {
        this.rules = rules;
        this.quality = quality;
        this.objections = objections;
        this.data = data;
        this.institution = institution;
        this.people = people;
    }

    /// Does what belongs to a round, as far as it is not done.
    ///
    /// @param entries those that are collected
    /// @param round number of rounds of changes that were collected
    /// @return whether the current versions are examined
    @Transactional
    boolean isExamined(List<UUID> entries, int round) {
        List<CollectedData.Collected> all =
                entries.stream().flatMap(entry -> data.of(entry).stream()).toList();
        all.stream().filter(one -> !rules.has(one.entry())).forEach(one -> makeRules(one, all));
        boolean examined =
                all.stream().filter(one -> rules.has(one.entry())).allMatch(one -> quality.isExamined(one.entry()));
        if (examined) {
            all.stream().filter(one -> one.title().contains(REGISTER)).forEach(one -> object(one, round));
        }
        return examined;
    }

    private void makeRules(CollectedData.Collected one, List<CollectedData.Collected> all) {
        Actor steward = people.holder(Role.DATA_STEWARD, one.unit());
        Actor cdo = people.holder(Role.UNIT_CDO, one.unit());
        if (steward == null || cdo == null) {
            return;
        }
        if (one.title().contains(MEASUREMENTS)) {
            rules.draft(
                    one.entry(),
                    RuleForm.of(RuleKind.RANGE, Terms.of("aqi").between("0", "500"), 2, ONE_PERCENT, false),
                    steward);
            all.stream()
                    .filter(other -> other.title().contains(STATIONS))
                    .findFirst()
                    .ifPresent(stations -> rules.draft(
                            one.entry(),
                            RuleForm.of(RuleKind.REFERENCE, Terms.of("zdbh").in(stations.entry(), "zdbh"), 2, 0, false),
                            steward));
        }
        rules.offerSuggested(one.entry(), steward);
        rules.approve(one.entry(), null, cdo);
    }

    private void object(CollectedData.Collected register, int round) {
        Actor owner = people.holder(Role.DATA_STEWARD, register.unit());
        Actor reader = reader();
        if (owner == null || reader == null) {
            return;
        }
        int reported = objections.reported(register.entry());
        if (round == BEFORE_CORRECTION && reported == 0) {
            UUID id = objections.report(
                    register.entry(),
                    new Objections.Report(
                            Map.of("djbh", "633"),
                            "zzdz",
                            "高要区南岸街道要南一路633号",
                            "鼎湖区坑口街道罗隐大道18号",
                            "社区网格员2026年10月入户走访，该人已于8月迁居，与租赁备案一致。"),
                    reader);
            objections.answer(id, true, "经派出所核实，情况属实，已在登记系统中更正。", owner);
        } else if (round > BEFORE_CORRECTION && reported == 1) {
            objections.report(
                    register.entry(),
                    new Objections.Report(Map.of("djbh", "47"), "gmsfhm", null, null, "号码中有字母，与本区台账比对不上，请核对证件原件。"),
                    reader);
        }
    }

    private @Nullable Actor reader() {
        Optional<UnitCode> unit = institution.units(institution.today()).stream()
                .filter(one -> one.name().equals(READER))
                .map(Unit::code)
                .findFirst();
        return unit.map(code -> people.holder(Role.DATA_STEWARD, code)).orElse(null);
    }
}
