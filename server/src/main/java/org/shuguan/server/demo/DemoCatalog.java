package org.shuguan.server.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates demo entries in different states from the tables that the demo's censuses found: some published, some
/// waiting for a decision. Uses the catalog's public methods, each unit in one transaction.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoCatalog {
    /// The state that an entry reaches.
    private enum Reached {
        RETURNED,
        SUBMITTED,
        SIGNED,
        PUBLISHED
    }

    private record Offer(
            SharingType sharing,
            @Nullable String condition,
            OpeningType opening,
            @Nullable String openingCondition,
            UpdateCycle cycle,
            String theme) {
        /// An offer without open access if the census recognised personal information, an address or a telephone
        /// number: people have to check these first.
        Offer fitting(Content content) {
            boolean personal = content.items().stream().anyMatch(item -> item.personal() != null);
            return personal && opening == OpeningType.OPEN
                    ? new Offer(sharing, condition, OpeningType.CONDITIONALLY_OPEN, "核对位置、联系方式不属于个人后开放", cycle, theme)
                    : this;
        }
    }

    private record Example(String unit, String source, String path, Reached reached, Offer offer) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example("市教育局", "学籍管理库", "public.xs_jbxx", Reached.PUBLISHED, checked("7", UpdateCycle.DAILY)),
            new Example("市教育局", "学籍管理库", "public.xx_jbxx", Reached.PUBLISHED, open("7", UpdateCycle.YEARLY)),
            new Example("市环境局", "环境监测库", "public.kqzl_xssj", Reached.PUBLISHED, open("10", UpdateCycle.REALTIME)),
            new Example("市环境局", "环境监测库", "public.kqzl_zd", Reached.PUBLISHED, open("10", UpdateCycle.IRREGULAR)),
            new Example("市环境局", "环境监测库", "public.wry_qy", Reached.PUBLISHED, agreed("10", UpdateCycle.REALTIME)),
            new Example("市资源局", "不动产登记库", "public.gd_dk", Reached.PUBLISHED, agreed("9", UpdateCycle.MONTHLY)),
            new Example("市资源局", "不动产登记库", "public.bdc_qlr", Reached.SUBMITTED, checked("9", UpdateCycle.DAILY)),
            new Example("市公安局", "人口管理库", "public.t_jzz", Reached.SIGNED, checked("4", UpdateCycle.DAILY)),
            new Example("市公安局", "人口管理库", "public.t_jdc", Reached.RETURNED, checked("6", UpdateCycle.DAILY)),
            // Two sources of the same people, the example for one number, one source 一数一源.
            new Example("市公安局", "人口管理库", "public.t_ldrk", Reached.PUBLISHED, checked("4", UpdateCycle.DAILY)),
            new Example("端州区", "民政救助库", "public.ldrk_tz", Reached.PUBLISHED, checked("4", UpdateCycle.YEARLY)),
            new Example("端州区", "民政救助库", "public.sq_xx", Reached.PUBLISHED, open("18", UpdateCycle.YEARLY)));

    private final Catalog catalog;
    private final Census census;
    private final Institution institution;
    private final DemoPeople people;
    private final TransactionTemplate transaction;

    DemoCatalog(
            Catalog catalog,
            Census census,
            Institution institution,
            DemoPeople people,
            TransactionTemplate transaction) {
        this.catalog = catalog;
        this.census = census;
        this.institution = institution;
        this.people = people;
        this.transaction = transaction;
    }

    /// Creates the entries whose tables have been found.
    ///
    /// @return whether all entries exist
    boolean fill() {
        Map<String, UnitCode> units =
                institution.units(institution.today()).stream().collect(Collectors.toMap(Unit::name, Unit::code));
        boolean whole = true;
        for (Map.Entry<String, List<Example>> one :
                EXAMPLES.stream().collect(Collectors.groupingBy(Example::unit)).entrySet()) {
            UnitCode unit = units.get(one.getKey());
            if (unit == null || catalog.hasEntries(unit)) {
                continue;
            }
            List<SourceRecord> sources = one.getValue().stream()
                    .flatMap(example -> census.named(unit, example.source()).stream())
                    .toList();
            if (sources.stream().anyMatch(source -> census.isUnderWay(source.id()))) {
                whole = false;
            } else {
                transaction.executeWithoutResult(status -> one.getValue().forEach(example -> make(unit, example)));
            }
        }
        return whole;
    }

    private void make(UnitCode unit, Example example) {
        Optional<Census.Place> place =
                census.named(unit, example.source()).flatMap(source -> census.newest(source.id(), example.path()));
        Actor steward = people.holder(Role.DATA_STEWARD, unit);
        Actor cdo = people.holder(Role.UNIT_CDO, unit);
        Actor bureau = people.holder(Role.BUREAU_OPERATOR, unit);
        if (place.isEmpty() || steward == null || cdo == null || bureau == null) {
            return;
        }
        Content measured = catalog.measured(place.get().run(), place.get().table());
        Offer offer = example.offer().fitting(measured);
        Content content = measured.offered(
                offer.sharing(),
                offer.condition(),
                offer.opening(),
                offer.openingCondition(),
                offer.cycle(),
                offer.theme());
        // Of what is still under way some points are left to be checked.
        UUID entry =
                catalog.create(unit, example.reached() == Reached.PUBLISHED ? content.checked() : content, steward);
        catalog.submit(entry, 1, steward);
        if (example.reached() == Reached.RETURNED) {
            catalog.giveBack(entry, 1, "请说明共享条件所依据的规定，并核对“车主”一项的级别。", cdo);
        }
        if (example.reached().compareTo(Reached.SIGNED) >= 0) {
            catalog.sign(entry, 1, null, cdo);
        }
        if (example.reached() == Reached.PUBLISHED) {
            catalog.publish(entry, 1, null, bureau);
        }
    }

    private static Offer open(String theme, UpdateCycle cycle) {
        return new Offer(SharingType.UNCONDITIONAL, null, OpeningType.OPEN, null, cycle, theme);
    }

    private static Offer checked(String theme, UpdateCycle cycle) {
        return new Offer(SharingType.CONDITIONAL, "业务协同、数据校核", OpeningType.NOT_OPEN, null, cycle, theme);
    }

    private static Offer agreed(String theme, UpdateCycle cycle) {
        return new Offer(SharingType.UNCONDITIONAL, null, OpeningType.CONDITIONALLY_OPEN, "签订开放利用协议", cycle, theme);
    }
}
