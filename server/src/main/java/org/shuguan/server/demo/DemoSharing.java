package org.shuguan.server.demo;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.Condition;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.census.Census;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.sharing.Answer;
import org.shuguan.server.sharing.Answering;
import org.shuguan.server.sharing.Appeals;
import org.shuguan.server.sharing.Ask;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.GrantCare;
import org.shuguan.server.sharing.Grants;
import org.shuguan.server.sharing.Requesting;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Requests between the demo's departments in all states, and the grants that followed: one suspended, one unused, one
/// granted in part, one refused and appealed against, one answer overdue. All of it is invented.
@Component
@ConditionalOnProperty("shuguan.demo")
class DemoSharing {
    /// A table behind an entry that is asked for.
    private record Place(String unit, String source, String path) {}

    /// The ways on which data are wanted, and from where.
    private record Ways(Set<Grant.Mode> modes, List<String> addresses) {
        /// programs in the network of the city's offices
        private static final Ways OFFICE = new Ways(Set.of(Grant.Mode.API), List.of("10.144.0.0/16"));
        /// files too, from anywhere
        private static final Ways OPEN = new Ways(Set.of(Grant.Mode.API, Grant.Mode.FILE), List.of());
        /// changes as they come
        private static final Ways CHANGES = new Ways(Set.of(Grant.Mode.FEED), List.of());
    }

    /// What the bureau orders to be given back to a district.
    static final String RETURNED = "流动人口登记信息回流";

    static final String DISTRICT = "端州区卫健局";
    private static final String ADDRESS = "zzdz";

    private static final Place STUDENTS = new Place("市教育局", "学籍管理库", "public.xs_jbxx");
    private static final Place SCHOOLS = new Place("市教育局", "学籍管理库", "public.xx_jbxx");
    private static final Place AIR = new Place("市环境局", "环境监测库", "public.kqzl_xssj");
    private static final Place STATIONS = new Place("市环境局", "环境监测库", "public.kqzl_zd");
    private static final Place POLLUTERS = new Place("市环境局", "环境监测库", "public.wry_qy");
    private static final Place LAND = new Place("市资源局", "不动产登记库", "public.gd_dk");
    private static final Place FLOATING = new Place("市公安局", "人口管理库", "public.t_ldrk");
    private static final Place REGISTER = new Place("端州区", "民政救助库", "public.ldrk_tz");
    private static final Place COMMUNITIES = new Place("端州区", "民政救助库", "public.sq_xx");

    private final Requesting requesting;
    private final Answering answering;
    private final GrantCare care;
    private final Grants grants;
    private final Appeals appeals;
    private final CatalogReader catalog;
    private final EntryDirectory entries;
    private final Census census;
    private final Institution institution;
    private final DemoPeople people;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoSharing(
            Requesting requesting,
            Answering answering,
            GrantCare care,
            Grants grants,
            Appeals appeals,
            CatalogReader catalog,
            EntryDirectory entries,
            Census census,
            Institution institution,
            DemoPeople people,
            JdbcClient jdbc,
            Clock clock) {
        this.requesting = requesting;
        this.answering = answering;
        this.care = care;
        this.grants = grants;
        this.appeals = appeals;
        this.catalog = catalog;
        this.entries = entries;
        this.census = census;
        this.institution = institution;
        this.people = people;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Creates everything once all entries that are asked for are published.
    ///
    /// @return whether there is nothing left to do
    @Transactional
    public boolean fill() {
        Map<Place, Version> published = new HashMap<>();
        for (Place place :
                List.of(STUDENTS, SCHOOLS, AIR, STATIONS, POLLUTERS, LAND, FLOATING, REGISTER, COMMUNITIES)) {
            if (found(place.unit()).isEmpty()) {
                return true;
            }
            version(place).ifPresent(version -> published.put(place, version));
        }
        if (published.size() < 9) {
            return false;
        }
        byRule(published);
        decided(published);
        givenBack(Objects.requireNonNull(published.get(FLOATING)));
        underWay(published);
        return true;
    }

    /// What is shared unconditionally.
    private void byRule(Map<Place, Version> published) {
        agreed(
                        "端州区",
                        "校园周边空气质量提示",
                        "向学校和家长发布空气质量提示",
                        "reference",
                        "大气污染防治法第九十六条",
                        List.of(
                                Objects.requireNonNull(published.get(AIR)),
                                Objects.requireNonNull(published.get(STATIONS))))
                .forEach(part -> grant(part).ifPresent(grant -> grants.used(grant.id(), today())));
        agreed(
                        "市人社局",
                        "就业见习基地院校核对",
                        "核对见习人员毕业院校名称和地址",
                        "check",
                        "就业促进法第二十四条",
                        List.of(Objects.requireNonNull(published.get(SCHOOLS))),
                        Ways.OPEN)
                .forEach(part -> grant(part).ifPresent(grant -> grants.used(grant.id(), today().minusDays(2))));
        agreed(
                        "市税务局",
                        "城镇土地使用税税源核对",
                        "比对工业用地供应与土地使用税申报",
                        "check",
                        "税收征收管理法第六条",
                        List.of(Objects.requireNonNull(published.get(LAND))))
                .forEach(this::longUnused);
        agreed(
                        "市税务局",
                        "环境保护税税源跟踪",
                        "随排污单位名录的变化更新环境保护税税源登记",
                        "cooperation",
                        "环境保护税法第十五条",
                        List.of(Objects.requireNonNull(published.get(POLLUTERS))),
                        Ways.CHANGES)
                .forEach(part -> grant(part).ifPresent(grant -> grants.used(grant.id(), today())));
        agreed(
                        "市环境局",
                        "社区噪声投诉分派",
                        "按社区分派噪声投诉",
                        "cooperation",
                        "噪声污染防治法第三十一条",
                        List.of(Objects.requireNonNull(published.get(COMMUNITIES))))
                .forEach(part -> grant(part)
                        .ifPresent(grant ->
                                as(Role.DATA_STEWARD, "市环境局", actor -> care.end(grant.id(), "投诉系统已改用网格编码", actor))));
    }

    /// What the owners decided.
    private void decided(Map<Place, Version> published) {
        UUID school = forwarded(
                "端州区",
                "义务教育入学资格核对",
                "核对辖区适龄儿童学籍，避免重复报名",
                "check",
                "义务教育法第十二条",
                Objects.requireNonNull(published.get(STUDENTS)),
                4);
        as(Role.UNIT_CDO, "市教育局", cdo -> answering.grant(school, Answer.AS_ASKED, cdo));
        grant(school).ifPresent(grant -> grants.used(grant.id(), today().minusDays(1)));

        UUID missing = forwarded(
                "市公安局",
                "未成年人走失协查",
                "接报走失后核对在校情况",
                "cooperation",
                "未成年人保护法第九十八条",
                Objects.requireNonNull(published.get(STUDENTS)),
                4);
        as(
                Role.UNIT_CDO,
                "市教育局",
                cdo -> answering.grant(missing, withoutLast(Objects.requireNonNull(published.get(STUDENTS)), 4), cdo));

        UUID pension = forwarded(
                "市人社局",
                "城乡居民养老参保核对",
                "核对流动人口参保地",
                "check",
                "社会保险法第七十四条",
                Objects.requireNonNull(published.get(FLOATING)),
                3);
        as(Role.UNIT_CDO, "市公安局", cdo -> answering.grant(pension, Answer.AS_ASKED, cdo));
        grant(pension).ifPresent(grant -> {
            grants.used(grant.id(), today().minusDays(3));
            as(Role.DATA_STEWARD, "市公安局", actor -> care.suspend(grant.id(), "夜间访问量异常，待使用方说明", actor));
        });

        UUID rent = forwarded(
                "市税务局",
                "房屋租赁税源比对",
                "比对出租房屋税源",
                "check",
                "税收征收管理法第六条",
                Objects.requireNonNull(published.get(FLOATING)),
                3);
        as(Role.UNIT_CDO, "市公安局", cdo -> answering.refuse(rent, "beyond-duty", "个人信息保护法第三十四条：不得超出履行法定职责所必需的范围", cdo));
        as(Role.UNIT_CDO, "市税务局", cdo -> appeals.raise(rent, "税收征收管理法第六条要求有关部门支持、协助税务机关，申请项均为比对所必需", cdo));
    }

    /// A bureau of a district gets the rows of the district's residents from the city's police.
    private void givenBack(Version floating) {
        String address = floating.content().items().stream()
                .filter(item -> ADDRESS.equals(item.physicalName()))
                .map(Content.Item::name)
                .findFirst()
                .orElseThrow();
        Ask asked = ask(
                RETURNED,
                "流动人口健康建档和疫苗接种提醒",
                "cooperation",
                "疫苗管理法第四十七条",
                new Ways(Set.of(Grant.Mode.TABLE, Grant.Mode.FILE, Grant.Mode.FEED), List.of()),
                "区卫健局数据专员",
                List.of(new Ask.Part(
                        floating.entry(),
                        floating.content().items().stream()
                                .filter(item -> item.grade().compareTo(Grade.GENERAL_4) < 0
                                        || ADDRESS.equals(item.physicalName()))
                                .map(item -> new Ask.Item(item.name(), ItemMask.CLEAR, "健康建档所必需", ""))
                                .toList(),
                        new RowFilter(List.of(Condition.text(address, Condition.Operator.PREFIX, "肇庆市端州区"))),
                        null)));
        UUID[] order = new UUID[1];
        as(Role.BUREAU_OPERATOR, DISTRICT, bureau -> order[0] = requesting.order(code(DISTRICT), asked, bureau));
        // The district's CDO answers for bureaus without one.
        as(Role.UNIT_CDO, "端州区", cdo -> requesting.agree(order[0], null, cdo));
        as(
                Role.UNIT_CDO,
                "市公安局",
                cdo -> answering.grant(answering.partsOf(order[0]).getFirst(), Answer.AS_ASKED, cdo));
    }

    /// What waits for somebody.
    private void underWay(Map<Place, Version> published) {
        UUID late = forwarded(
                "市教育局",
                "随迁子女积分入学",
                "核对随迁子女监护人居住情况",
                "check",
                "居住证暂行条例第十三条",
                Objects.requireNonNull(published.get(FLOATING)),
                3);
        overdue(late);
        UUID asked = forwarded(
                "市公安局",
                "流动人口居住登记核对",
                "与社区台账核对居住登记",
                "check",
                "居住证暂行条例第五条",
                Objects.requireNonNull(published.get(REGISTER)),
                3);
        as(Role.UNIT_CDO, "端州区", cdo -> answering.ask(asked, "steward", "台账口径是否与居住登记一致？", cdo));
        forwarded(
                "市资源局",
                "宅基地分户核对",
                "核对农村宅基地分户",
                "check",
                "土地管理法第六十二条",
                Objects.requireNonNull(published.get(REGISTER)),
                2);
        // With the bureau, with the unit's CDO, returned, and not submitted yet.
        UUID form = request(
                "市资源局",
                "学位预测",
                "按用地规划预测学位",
                "reference",
                "义务教育法第十五条",
                List.of(Objects.requireNonNull(published.get(STUDENTS))),
                2);
        submitted("市资源局", form);
        as(Role.UNIT_CDO, "市资源局", cdo -> requesting.agree(form, null, cdo));
        submitted(
                "市人社局",
                request(
                        "市人社局",
                        "高中毕业生升学就业跟踪",
                        "跟踪毕业生去向",
                        "reference",
                        "就业促进法第四十四条",
                        List.of(Objects.requireNonNull(published.get(STUDENTS))),
                        3));
        UUID returned = request(
                "端州区",
                "流动人口服务管理",
                "补充社区台账",
                "cooperation",
                "广东省流动人口服务管理条例",
                List.of(Objects.requireNonNull(published.get(FLOATING))),
                3);
        submitted("端州区", returned);
        as(Role.UNIT_CDO, "端州区", cdo -> requesting.giveBack(returned, "请写明补充台账的具体环节和使用部门", cdo));
        request(
                "市教育局",
                "控辍保学排查",
                "排查未入学的流动儿童",
                "check",
                "义务教育法第十三条",
                List.of(Objects.requireNonNull(published.get(REGISTER))),
                2);
    }

    private List<UUID> agreed(
            String unit, String title, String purpose, String scenario, String basis, List<Version> asked) {
        return agreed(unit, title, purpose, scenario, basis, asked, Ways.OFFICE);
    }

    private List<UUID> agreed(
            String unit, String title, String purpose, String scenario, String basis, List<Version> asked, Ways ways) {
        UUID id = request(unit, title, purpose, scenario, basis, asked, Integer.MAX_VALUE, ways);
        submitted(unit, id);
        as(Role.UNIT_CDO, unit, cdo -> requesting.agree(id, null, cdo));
        return answering.partsOf(id);
    }

    private UUID forwarded(
            String unit, String title, String purpose, String scenario, String basis, Version asked, int items) {
        UUID id = request(unit, title, purpose, scenario, basis, List.of(asked), items);
        submitted(unit, id);
        as(Role.UNIT_CDO, unit, cdo -> requesting.agree(id, null, cdo));
        as(Role.BUREAU_OPERATOR, unit, bureau -> requesting.pass(id, null, bureau));
        return answering.partsOf(id).getFirst();
    }

    private void submitted(String unit, UUID id) {
        as(Role.DATA_STEWARD, unit, steward -> requesting.submit(id, steward));
    }

    private UUID request(
            String unit, String title, String purpose, String scenario, String basis, List<Version> asked, int items) {
        return request(unit, title, purpose, scenario, basis, asked, items, Ways.OFFICE);
    }

    private UUID request(
            String unit,
            String title,
            String purpose,
            String scenario,
            String basis,
            List<Version> asked,
            int items,
            Ways ways) {
        UUID[] made = new UUID[1];
        as(
                Role.DATA_STEWARD,
                unit,
                steward -> made[0] = requesting.create(
                        code(unit),
                        ask(
                                title,
                                purpose,
                                scenario,
                                basis,
                                ways,
                                steward.officerName(),
                                asked.stream()
                                        .map(version -> new Ask.Part(
                                                version.entry(), items(version, items, purpose), RowFilter.ALL, null))
                                        .toList()),
                        steward));
        return made[0];
    }

    private Ask ask(
            String title,
            String purpose,
            String scenario,
            String basis,
            Ways ways,
            String responsible,
            List<Ask.Part> asked) {
        return new Ask(
                title,
                purpose,
                scenario,
                basis,
                ways.modes(),
                UpdateCycle.DAILY,
                20,
                20_000,
                ways.addresses(),
                null,
                Set.of(),
                today(),
                today().plusYears(1).minusDays(1),
                responsible,
                "0758-2220000",
                null,
                null,
                asked);
    }

    /// The first items below the grade that needs a second signature and an assessment.
    private static List<Ask.Item> items(Version version, int most, String purpose) {
        return version.content().items().stream()
                .filter(item -> item.grade().compareTo(Grade.GENERAL_4) < 0)
                .limit(most)
                .map(item -> new Ask.Item(item.name(), mask(item), purpose + "所必需", ""))
                .toList();
    }

    private static ItemMask mask(Content.Item item) {
        return item.personal() == null ? ItemMask.CLEAR : ItemMask.keep(1, 0);
    }

    /// All that was asked for but the last item.
    private static Answer withoutLast(Version version, int asked) {
        String last = items(version, asked, "").getLast().name();
        return new Answer(
                List.of(new Answer.Verdict(last, null, "not-needed", "政务数据共享条例：不得超出申请的使用范围和目的")),
                null,
                null,
                null,
                null,
                "协查无需该项");
    }

    private Optional<Grant> grant(UUID part) {
        return grants.changedSince(0, 10_000).stream()
                .filter(grant -> grant.part().equals(part))
                .findFirst();
    }

    /// A grant that was given long ago and never used.
    private void longUnused(UUID part) {
        grant(part)
                .ifPresent(grant -> jdbc.sql("""
                        update sharing.data_grant set first_day = :day, granted_at = :at where id = :id
                        """)
                        .param("day", today().minusDays(120))
                        .param("at", CityTime.startOf(today().minusDays(120)).atOffset(ZoneOffset.UTC))
                        .param("id", grant.id())
                        .update());
    }

    /// An answer whose term is over: the days of the part and of its step lie back.
    private void overdue(UUID part) {
        LocalDate due = today().minusDays(6);
        var since = CityTime.startOf(due.minusDays(14)).atOffset(ZoneOffset.UTC);
        jdbc.sql("update sharing.part set due = :due, answering_since = :since where id = :id")
                .param("due", due)
                .param("since", since)
                .param("id", part)
                .update();
        jdbc.sql("""
                        update act_ru_task set due_date_ = :end, create_time_ = :since
                         where proc_inst_id_ = (select case_id from sharing.part where id = :id)
                        """)
                .param("end", Timestamp.from(CityTime.endOf(due)))
                .param("since", Timestamp.from(since.toInstant()))
                .param("id", part)
                .update();
    }

    private Optional<Version> version(Place place) {
        return census.named(code(place.unit()), place.source()).stream()
                .flatMap(source -> entries.publishedOver(source.id(), place.path()).stream())
                .findFirst()
                .flatMap(known -> catalog.versions(known.entry()).stream()
                        .filter(version -> version.state() == Version.State.PUBLISHED)
                        .findFirst());
    }

    private void as(Role role, String unit, Consumer<Actor> act) {
        Actor actor = people.holder(role, code(unit));
        if (actor == null) {
            throw new IllegalStateException("the demo has nobody who is " + role.word() + " of " + unit);
        }
        act.accept(actor);
    }

    private Optional<UnitCode> found(String unit) {
        return institution.units(today()).stream()
                .filter(one -> one.name().equals(unit))
                .map(Unit::code)
                .findFirst();
    }

    private UnitCode code(String unit) {
        return found(unit).orElseThrow(() -> new IllegalStateException("the demo has no unit " + unit));
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }
}
