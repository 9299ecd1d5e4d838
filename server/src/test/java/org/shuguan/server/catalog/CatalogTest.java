package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class CatalogTest {
    private static final UnitCode UNIT = new UnitCode("C4");
    private static final UnitCode OTHER = new UnitCode("C5");

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogAccess access;

    @Autowired
    Versions versions;

    @Autowired
    Approvals approvals;

    @Autowired
    List<OpenWork> openWork;

    @Autowired
    Institution institution;

    @Autowired
    MeasuredItems measured;

    @Autowired
    JdbcClient jdbc;

    private Actor steward;
    private Actor cdo;
    private Actor bureau;
    private Actor stranger;

    @BeforeEach
    void people() {
        for (UnitCode code : List.of(UNIT, OTHER)) {
            SampleUnits.department(institution, code);
        }
        steward = actor("专员", Role.DATA_STEWARD, UNIT);
        cdo = actor("数官", Role.UNIT_CDO, UNIT);
        bureau = actor("业务员", Role.BUREAU_OPERATOR, new UnitCode("07"));
        stranger = actor("别人", Role.DATA_STEWARD, OTHER);
    }

    @Test
    void anEntryIsSubmittedReturnedSignedAndPublished() {
        UUID entry = catalog.create(UNIT, whole("参保人员信息"), steward);
        catalog.submit(entry, 1, steward);
        assertThat(approvals.countFor(Role.UNIT_CDO, UNIT)).isPositive();
        catalog.giveBack(entry, 1, "摘要太短", cdo);
        assertThat(current(entry).returnedBecause()).isEqualTo("摘要太短");
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        assertThat(current(entry).signedBy()).isEqualTo("数官");
        catalog.publish(entry, 1, null, bureau);
        assertThat(current(entry).state()).isEqualTo(Version.State.PUBLISHED);
        assertThat(approvals.history(String.valueOf(current(entry).caseId())))
                .extracting(decision -> decision.step() + ":" + decision.outcome())
                .containsExactly("submitted:submit", "sign:return", "revise:submit", "sign:sign", "review:publish");
    }

    @Test
    void whatWaitsIsListedWithItsTimesAsTheFlowKeepsThem() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID entry = catalog.create(UNIT, whole("在途事项"), steward);
        catalog.submit(entry, 1, steward);
        Todo todo = Actors.todos(openWork, cdo)
                .filter(one -> one.title().equals("在途事项"))
                .reduce((one, other) -> fail("listed twice"))
                .orElseThrow();
        assertThat(todo.since()).isBetween(before, Instant.now());
        assertThat(todo.due())
                .isNotNull()
                .isEqualTo(approvals.due(String.valueOf(current(entry).caseId())));
        assertThat(todo.unitName()).endsWith("C4");
        assertThat(todo.link()).contains(entry.toString());
        assertThat(Actors.todos(openWork, stranger)).isEmpty();
    }

    @Test
    void onlyTheUnitsCdoSigns() {
        UUID entry = catalog.create(UNIT, whole("只有数官"), steward);
        catalog.submit(entry, 1, steward);
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, steward)).hasMessageContaining("forbidden");
        assertThatThrownBy(() -> catalog.sign(entry, 1, null, actor("外人", Role.UNIT_CDO, OTHER)))
                .hasMessageContaining("forbidden");
    }

    @Test
    void ofTwoSignaturesAtOnceOneCounts() throws Exception {
        UUID entry = catalog.create(UNIT, whole("两次签发"), steward);
        catalog.submit(entry, 1, steward);
        Callable<Boolean> sign = () -> {
            try {
                catalog.sign(entry, 1, null, cdo);
                return true;
            } catch (CatalogRefused late) {
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Boolean> signed = threads.invokeAll(List.of(sign, sign)).stream()
                    .map(CatalogTest::result)
                    .toList();
            assertThat(signed).containsExactlyInAnyOrder(true, false);
        }
        assertThat(approvals.history(String.valueOf(current(entry).caseId()))).hasSize(2);
    }

    @Test
    void anItemThatIsKeptBackNeedsALawToo() {
        Content whole = whole("不共享的信息项");
        Content.Item item = whole.items().getFirst();
        var kept = new Content.Item(
                item.name(), null, "C", 10, false, Grade.GENERAL_1, null, null, null, null, SharingType.NOT_SHARED);
        UUID entry = catalog.create(UNIT, whole.withItems(List.of(kept)), steward);
        assertThatThrownBy(() -> catalog.submit(entry, 1, steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.getMessage()).isNotBlank());
    }

    @Test
    void whatIsSignedIsNotRegradedUnderTheSignature() {
        Actor reviewer = actor("审核员", Role.SECURITY_REVIEWER, new UnitCode("07"));
        UUID entry = catalog.create(UNIT, whole("签后不改级"), steward);
        catalog.submit(entry, 1, steward);
        catalog.lowerGrade(entry, 1, Grade.GENERAL_2, "核对过", reviewer);
        catalog.sign(entry, 1, null, cdo);
        assertThatThrownBy(() -> catalog.lowerGrade(entry, 1, Grade.GENERAL_1, "再改", reviewer))
                .isInstanceOf(CatalogRefused.class);
    }

    @Test
    void theRecordTellsWhatWasSigned() {
        UUID entry = catalog.create(UNIT, whole("签了什么"), steward);
        catalog.submit(entry, 1, steward);
        String digest = versions.digest(entry, 1);
        catalog.sign(entry, 1, null, cdo);
        assertThat(jdbc.sql(
                                "select facts from audit.entry where action = 'catalog.sign' order by sequence desc limit 1")
                        .query((row, n) -> row.getString(1))
                        .single())
                .contains(digest);
    }

    @Test
    void aDeletedDraftDoesNotComeBackBesideAnother() {
        UUID entry = published("两份草稿");
        int second = catalog.nextVersion(entry, steward);
        catalog.delete(entry, second, steward);
        catalog.nextVersion(entry, steward);
        assertThatThrownBy(() -> catalog.restore(entry, second, steward)).isInstanceOf(CatalogRefused.class);
    }

    @Test
    void whoKeepsAnotherUnitsEntriesMakesNoneHere() {
        assertThatThrownBy(() -> catalog.create(UNIT, whole("无权"), stranger)).isInstanceOf(Forbidden.class);
    }

    @Test
    void whatWasMeasuredIsNotTalkedDown() {
        var mount = new Content.Mount(UUID.randomUUID(), "已删除的库", "public.ac01", 1, 1, Instant.EPOCH);
        Content kept = whole("测得的级别").mounted(mount);
        Content.Item sensitive = kept.items().stream()
                .filter(item -> item.grade() == Grade.GENERAL_4)
                .findFirst()
                .orElseThrow();
        Content.Item claimed = new Content.Item(
                "改了名字", sensitive.physicalName(), "C", 18, false, Grade.GENERAL_1, null, null, null, null, null);
        assertThatThrownBy(() -> measured.hold(kept.withItems(List.of(claimed)), kept))
                .isInstanceOf(InvalidInput.class);
        Content.Item honest = new Content.Item(
                "改了名字", sensitive.physicalName(), "C", 18, false, Grade.GENERAL_4, null, null, null, null, null);
        assertThat(measured.hold(kept.withItems(List.of(honest)), kept).items())
                .singleElement()
                .satisfies(item -> assertThat(item.personal()).isEqualTo(sensitive.personal()));
    }

    @Test
    void aDifferenceLeavesNothingOut() {
        Content before = whole("差异");
        Content.Item item = before.items().getFirst();
        var stricter = new Content.Item(
                item.name(),
                item.physicalName(),
                item.type(),
                item.lengthBytes(),
                true,
                item.grade(),
                "identity",
                item.detected(),
                item.reason(),
                item.comment(),
                SharingType.NOT_SHARED);
        Difference difference = Difference.between(before, before.withItems(List.of(stricter)));
        assertThat(difference.items())
                .filteredOn(change -> change.what().equals(item.name()))
                .singleElement()
                .satisfies(change -> assertThat(change.after()).contains("key", "identity", "not-shared"));
        assertThat(Difference.between(before, before.graded(Grade.GENERAL_3, "理由"))
                        .fields())
                .extracting(Difference.Change::what)
                .containsExactlyInAnyOrder("grade", "loweredBecause");
    }

    @Test
    void whatIsMissingIsToldAllAtOnce() {
        Content bare = new Content(
                "业务系统",
                null,
                "database",
                null,
                SharingType.NOT_SHARED,
                null,
                "file",
                null,
                OpeningType.OPEN,
                null,
                null,
                null,
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                List.of(item("姓名", "x", "identity")));
        UUID entry = catalog.create(UNIT, bare, steward);
        assertThatThrownBy(() -> catalog.submit(entry, 1, steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(InvalidInput.FieldError::field)
                                .contains("title", "summary", "sharingBasis", "openingType", "updateCycle", "theme"));
    }

    @Test
    void aDraftIsThereForItsUnitAlone() {
        UUID entry = catalog.create(UNIT, whole("本单位草稿"), steward);
        assertThatThrownBy(() -> access.visible(stranger, entry)).hasMessageContaining("not-found");
        publish(entry);
        assertThat(access.visible(stranger, entry)).hasSize(1);
    }

    @Test
    void theNextVersionIsADraftBesideThePublishedOneAndItsDifferenceIsReadable() {
        UUID entry = catalog.create(UNIT, whole("第一版"), steward);
        publish(entry);
        int next = catalog.nextVersion(entry, steward);
        Version draft = versions.of(entry).getFirst();
        catalog.edit(draft, draft.revision(), whole("第二版"), steward);
        assertThat(Difference.between(
                                versions.of(entry).get(1).content(),
                                versions.of(entry).getFirst().content())
                        .fields())
                .containsExactly(new Difference.Change("title", "第一版", "第二版"));
        assertThatThrownBy(() -> catalog.nextVersion(entry, steward)).hasMessageContaining("version-open");
        catalog.submit(entry, next, steward);
        catalog.sign(entry, next, null, cdo);
        catalog.publish(entry, next, null, bureau);
        assertThat(versions.of(entry))
                .extracting(Version::state)
                .containsExactly(Version.State.PUBLISHED, Version.State.SUPERSEDED);
    }

    @Test
    void whoeverSavesSecondIsTold() {
        UUID entry = catalog.create(UNIT, whole("冲突"), steward);
        Version seen = current(entry);
        catalog.edit(seen, seen.revision(), whole("甲"), steward);
        assertThatThrownBy(() -> catalog.edit(seen, seen.revision(), whole("乙"), steward))
                .hasMessageContaining("changed-meanwhile");
    }

    @Test
    void aStewardCannotTalkTheGradeDown() {
        UUID entry = catalog.create(UNIT, whole("级别"), steward);
        assertThat(current(entry).content().grade()).isEqualTo(Grade.GENERAL_4);
    }

    @Test
    void codesAreComposedAndNeverGivenTwice() {
        ResourceCode first = current(catalog.create(UNIT, whole("一"), steward)).code();
        ResourceCode second = current(catalog.create(UNIT, whole("二"), steward)).code();
        assertThat(first.front()).isEqualTo("307441C4010");
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        assertThat(new ResourceCode("30744102010/000001").subheading()).isEqualTo("02010");
    }

    private void publish(UUID entry) {
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
    }

    private Version current(UUID entry) {
        return versions.of(entry).getFirst();
    }

    private static boolean result(Future<Boolean> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Actor actor(String name, Role role, UnitCode unit) {
        return Actors.holding(name, role, unit);
    }

    private UUID published(String title) {
        UUID entry = catalog.create(UNIT, whole(title), steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, bureau);
        return entry;
    }

    private static Content whole(String title) {
        return new Content(
                title,
                "参加社会保险人员的基本信息",
                "database",
                "postgresql",
                SharingType.CONDITIONAL,
                "社会救助核对",
                "table",
                null,
                OpeningType.NOT_OPEN,
                null,
                UpdateCycle.DAILY,
                "3",
                Grade.GENERAL_1,
                null,
                List.of(),
                null,
                List.of(item("公民身份号码", "sfzh", "identity"), item("参保状态", "zt", null)));
    }

    private static Content.Item item(String name, String column, String personal) {
        return new Content.Item(
                name,
                column,
                "C",
                18,
                false,
                personal == null ? Grade.GENERAL_1 : Grade.GENERAL_4,
                personal,
                null,
                null,
                null,
                null);
    }
}
