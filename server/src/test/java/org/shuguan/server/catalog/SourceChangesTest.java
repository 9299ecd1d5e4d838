package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.Sightings;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class SourceChangesTest {
    private static final String BEFORE = "姓名,备注\n王伟,无\n李静,无\n";

    @Autowired
    Approvals approvals;

    @Autowired
    Census census;

    @Autowired
    Sightings sightings;

    @Autowired
    Catalog catalog;

    @Autowired
    SourceChanges changes;

    @Autowired
    Versions versions;

    @Autowired
    Tasks tasks;

    @Autowired
    Institution institution;

    private UnitCode unit = UnitCode.CITY;
    private Actor steward;
    private SourceRecord source;
    private UUID entry;

    @BeforeEach
    void anEntryOnATable() {
        // A unit of its own, since the tests share a database and count its tasks.
        unit = new UnitCode(
                "S" + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(java.util.Locale.ROOT));
        SampleUnits.department(institution, unit);
        steward = actor("专员", Role.DATA_STEWARD);
        source = census.register(
                unit,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        censusOf(BEFORE);
        Census.Place place = census.newest(source.id(), "t.csv").orElseThrow();
        entry = catalog.createFromCensus(place.run(), List.of(place.table()), steward)
                .getFirst();
    }

    @Test
    void aChangeIsATaskOnceAndIsTakenOverWithOneClickWithoutTouchingAPersonsWords() {
        Version draft = current();
        Content.Item name = draft.content().items().getFirst();
        var mine = new Content.Item(
                "申请人",
                name.physicalName(),
                name.type(),
                name.lengthBytes(),
                false,
                name.grade(),
                name.personal(),
                name.detected(),
                name.reason(),
                "我写的",
                null);
        catalog.edit(
                draft,
                draft.revision(),
                draft.content().withItems(List.of(mine, draft.content().items().getLast())),
                steward);
        censusOf(BEFORE);
        assertThat(open()).isEmpty();
        String now = "姓名,身份证号\n王伟,441202190001010013\n李静,441283190102030425\n";
        censusOf(now);
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        censusOf(now);
        assertThat(open()).hasSize(1);
        assertThat(changes.of(entry).getFirst().difference().changes())
                .extracting(change -> change.kind() + " " + change.column())
                .containsExactly("REMOVED 备注", "ADDED 身份证号");

        assertThat(changes.takeOver(entry, steward)).isEqualTo(1);
        Content content = current().content();
        assertThat(content.items()).extracting(Content.Item::name).containsExactly("申请人", "身份证号");
        assertThat(content.items().getFirst().comment()).isEqualTo("我写的");
        assertThat(content.grade()).isEqualTo(Grade.GENERAL_4);
        // The draft says it, the catalog does not yet: the task stays, through another census too.
        assertThat(open()).hasSize(1);
        assertThatThrownBy(() -> changes.takeOver(entry, steward)).hasMessageContaining("no-source-change");
        censusOf(now);
        assertThat(open()).hasSize(1);
        publish();
        assertThat(open()).isEmpty();
        assertThat(changes.of(entry).getFirst().state()).isEqualTo("taken-over");
    }

    @Test
    void aDeletedDraftOpensAgainWhatItHadTakenOver() {
        censusOf("姓名,备注,新增\n王伟,无,1\n李静,无,2\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        publish();
        assertThat(open()).hasSize(1);
        int draft = changes.takeOver(entry, steward);
        assertThat(changes.of(entry).getFirst().state()).isEqualTo("in-draft");
        catalog.delete(entry, draft, steward);
        assertThat(changes.of(entry).getFirst().state()).isEqualTo("open");
        assertThat(open()).hasSize(1);
    }

    @Test
    void whatWasRefusedWithAReasonIsNotAskedAgainAndWhatIsNewIs() {
        censusOf("姓名,备注,临时\n王伟,无,1\n李静,无,2\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        assertThatThrownBy(() -> changes.refuse(entry, "不用", actor("别的", Role.UNIT_CDO)))
                .isInstanceOf(Forbidden.class);
        changes.refuse(entry, "临时字段，月底删除", steward);
        assertThat(open()).isEmpty();
        UUID run = censusOf("姓名,备注,临时,临时二\n王伟,无,1,3\n李静,无,2,3\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        assertThat(changes.of(entry).getFirst().run()).isEqualTo(run);
        assertThat(changes.of(entry).getFirst().difference().changes())
                .extracting(SourceDifference.Change::column)
                .containsExactly("临时二");
        // The table is as it was: the task closes by itself.
        censusOf(BEFORE);
        await().atMost(Duration.ofSeconds(30)).until(() -> open().isEmpty());
        assertThat(changes.of(entry).getFirst().state()).isEqualTo("gone-by");
    }

    @Test
    void aTableThatIsGoneIsSaidToBe() {
        drop("other.csv", "a,b\n1,2\n");
        censusWithout("t.csv");
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        assertThat(changes.of(entry).getFirst().difference().tableGone()).isTrue();
        assertThatThrownBy(() -> changes.takeOver(entry, steward)).hasMessageContaining("table-gone");
        catalog.delete(entry, 1, steward);
        assertThat(open()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNotGone() {
        drop("other.csv", "a,b\n1,2\n");
        run();
        Census.Place place = census.newest(source.id(), "other.csv").orElseThrow();
        UUID other = catalog.createFromCensus(place.run(), List.of(place.table()), steward)
                .getFirst();
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R'};
        census.drop(source, "t.csv", IncomingFile.of(picture), true);
        drop("other.csv", "a,c\n1,2\n");
        assertThat(sightings.isUnread(run(), "t.csv")).isTrue();
        // Both are looked at in one go: with the other's task, this one's would be there.
        await().atMost(Duration.ofSeconds(30)).until(() -> open().size() == 1);
        assertThat(changes.of(other)).hasSize(1);
        assertThat(changes.of(entry)).isEmpty();
    }

    /// Fills in what only a person knows, and takes the entry to the catalog.
    private void publish() {
        Version draft = current();
        Content whole = draft.content()
                .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4");
        catalog.edit(draft, draft.revision(), whole, steward);
        catalog.submit(entry, draft.number(), steward);
        catalog.sign(entry, draft.number(), null, actor("数官", Role.UNIT_CDO));
        catalog.publish(entry, draft.number(), null, actor("业务员", Role.BUREAU_OPERATOR));
    }

    private Version current() {
        return versions.of(entry).getFirst();
    }

    private List<Todo> open() {
        return Actors.todos(tasks, steward).stream()
                .filter(todo -> todo.kind().equals("catalog.source-changed"))
                .toList();
    }

    private UUID censusOf(String content) {
        drop("t.csv", content);
        return run();
    }

    private void drop(String name, String content) {
        census.drop(source, name, IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
    }

    private void censusWithout(String name) {
        java.nio.file.Path file =
                java.nio.file.Path.of(home, "uploads", source.id().toString(), name);
        assertThat(file.toFile().delete()).isTrue();
        run();
    }

    @org.springframework.beans.factory.annotation.Value("${shuguan.home}")
    String home = "";

    private UUID run() {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
        return run;
    }

    private Actor actor(String name, Role role) {
        return Actors.of(institution.enrol(name), name, role, unit);
    }
}
