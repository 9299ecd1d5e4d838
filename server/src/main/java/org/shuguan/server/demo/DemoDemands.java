package org.shuguan.server.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.demand.DemandContent;
import org.shuguan.server.demand.DemandLists;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Demands of the pilot's units, each at another step of its process. The demands are invented, the laws cited are
/// real.
@Component
@Order(20)
@ConditionalOnProperty("shuguan.demo")
class DemoDemands implements DemoPart {
    private final DemandLists lists;
    private final Institution institution;
    private final DemoPeople people;

    private @Nullable UUID promised;

    DemoDemands(DemandLists lists, Institution institution, DemoPeople people) {
        this.lists = lists;
        this.institution = institution;
        this.people = people;
    }

    /// The one that the police have promised to meet, for the comments on it; null where there are no demands.
    @Nullable
    UUID promised() {
        return promised;
    }

    /// Creates all demands in one transaction.
    @Override
    @Transactional
    public void start(boolean first) {
        if (!first) {
            return;
        }
        Map<String, UnitCode> units =
                institution.units(institution.today()).stream().collect(Collectors.toMap(Unit::name, Unit::code));
        UnitCode insurance = units.get("市人社局");
        UnitCode police = units.get("市公安局");
        UnitCode district = units.get("端州区");
        UnitCode land = units.get("市资源局");
        UnitCode tax = units.get("市税务局");
        if (insurance == null || police == null || district == null || land == null || tax == null) {
            return;
        }
        agreed(
                tax,
                wanted(
                        "不动产登记信息",
                        List.of("权利人姓名", "不动产单元号", "坐落", "登记时间"),
                        "契税申报时核验房产，纳税人不再提交证明",
                        "契税法第十三条",
                        UpdateCycle.DAILY,
                        "api",
                        land));
        UUID promised = agreed(
                insurance,
                wanted(
                        "户籍人口死亡登记信息",
                        List.of("公民身份号码", "死亡日期", "登记日期"),
                        "养老保险待遇资格核验，防止冒领",
                        "社会保险法第十六条",
                        UpdateCycle.DAILY,
                        "table",
                        police));
        this.promised = promised;
        if (promised != null) {
            with(Role.UNIT_CDO, police, cdo -> lists.accept(promised, null, "按月归集后提供", cdo));
        }
        UUID refused = agreed(
                district,
                wanted(
                        "企业纳税明细",
                        List.of("统一社会信用代码", "税种", "申报金额"),
                        "招商引资企业经营状况核查",
                        "统计法第七条",
                        UpdateCycle.QUARTERLY,
                        "file",
                        tax));
        if (refused != null) {
            with(Role.UNIT_CDO, tax, cdo -> lists.refuse(refused, "law", "税收征收管理法第八条：为纳税人的情况保密", cdo));
            with(Role.BUREAU_OPERATOR, units.get("市政数局"), bureau -> lists.forbid(refused, null, null, null, bureau));
        }
        agreed(
                police,
                wanted(
                        "出租房屋备案信息",
                        List.of("房屋坐落", "出租人", "承租人", "备案日期"),
                        "流动人口居住登记核对",
                        "广东省流动人口服务管理条例",
                        UpdateCycle.WEEKLY,
                        "table",
                        null));
        with(
                Role.DATA_STEWARD,
                insurance,
                steward -> lists.create(
                        insurance,
                        wanted(
                                "高校毕业生学历信息",
                                List.of("姓名", "毕业院校", "专业"),
                                "就业见习补贴审核",
                                "",
                                UpdateCycle.YEARLY,
                                "file",
                                units.get("市教育局")),
                        steward));
    }

    private @Nullable UUID agreed(UnitCode unit, DemandContent wanted) {
        UUID[] id = new UUID[1];
        with(Role.DATA_STEWARD, unit, steward -> {
            id[0] = lists.create(unit, wanted, steward);
            lists.submit(id[0], steward);
        });
        if (id[0] != null) {
            with(Role.UNIT_CDO, unit, cdo -> lists.agree(id[0], null, cdo));
        }
        return id[0];
    }

    private void with(Role role, @Nullable UnitCode unit, java.util.function.Consumer<Actor> act) {
        if (unit != null) {
            institution.holders(role, unit, institution.today()).stream()
                    .findFirst()
                    .map(holder -> people.actor(holder, "demo"))
                    .ifPresent(act);
        }
    }

    private static DemandContent wanted(
            String title,
            List<String> items,
            String scenario,
            String basis,
            UpdateCycle frequency,
            String mode,
            @Nullable UnitCode asked) {
        return new DemandContent(title, items, scenario, basis, frequency, mode, asked, null);
    }
}
