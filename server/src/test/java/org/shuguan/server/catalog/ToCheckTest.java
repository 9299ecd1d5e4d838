package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// What a draft takes from comments, what it is unsure of, and what an item typed by hand is recognised as.
@SpringBootTest
class ToCheckTest {
    private static final UnitCode UNIT = new UnitCode("C8");

    @Autowired
    Catalog catalog;

    @Autowired
    Versions versions;

    @Autowired
    CatalogController controller;

    @Autowired
    RecognitionController recognition;

    @Autowired
    Census census;

    @Autowired
    Institution institution;

    private Actor steward;
    private UUID entry;

    @BeforeEach
    void aDraft() throws SQLException {
        SampleUnits.department(institution, UNIT);
        steward = Actors.holding("专员", Role.DATA_STEWARD, UNIT);
        String url = FreshDatabase.create("tocheck");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table member_pay (id bigint primary key, sex char(1), pay_status char(1), payee varchar(20))");
            statement.execute("comment on column member_pay.payee is '收款人姓名'");
            statement.execute("comment on column member_pay.sex is '性别。0：女，1：男，1：男性（新）'");
            statement.execute(
                    "insert into member_pay select i, i % 2, i % 3, '测试' || i from generate_series(1, 50) as s (i)");
        }
        URI at = URI.create(url.substring("jdbc:".length()));
        SourceRecord source = census.register(
                UNIT,
                new Census.Entered(
                        "源" + UUID.randomUUID(),
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        at.getPort(),
                        at.getPath().substring(1),
                        null,
                        "postgres",
                        "unused"));
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
        Census.Place table = census.newest(source.id(), "public.member_pay").orElseThrow();
        assertThat(table.run()).isEqualTo(run);
        entry = catalog.createFromCensus(run, List.of(table.table()), steward).getFirst();
    }

    @Test
    void theListNamesItemFieldAndReason() {
        CatalogController.EntryPage page = controller.one(entry, null, steward);
        assertThat(page.version().content().title()).isEqualTo("会员支付信息");
        assertThat(page.toCheck())
                .extracting(CatalogController.ToCheck::at)
                // The values of the last column do not fit what its name states.
                .containsExactlyInAnyOrder(
                        "title", "items[1].codes", "items[2].name", "items[2].codes", "items[3].grade");
        assertThat(page.toCheck())
                .filteredOn(check -> check.at().equals("items[3].grade"))
                .singleElement()
                .satisfies(check -> assertThat(check.message()).contains("personal name"));
        assertThat(page.toCheck())
                .filteredOn(check -> check.at().equals("items[2].codes"))
                .singleElement()
                .satisfies(check -> assertThat(check.message()).contains("0、1、2"));
        Content.Item sex = page.version().content().items().get(1);
        assertThat(sex.name()).isEqualTo("性别");
        assertThat(sex.lengthBytes()).isEqualTo(3);
        assertThat(sex.codes()).first().isEqualTo(new Content.Code("0", "女"));
    }

    @Test
    void aCheckIsTickedOffAndNobodyAddsOrRemovesOne() {
        Content content = current().content();
        List<Content.Check> ticked = content.checks().stream()
                .filter(check -> !check.field().equals("title"))
                .map(check -> check.ticked(true))
                .toList();
        save(content.checking(ticked));
        assertThat(current().content().checks()).hasSameSizeAs(content.checks());
        assertThat(current().content().checks())
                .filteredOn(check -> !check.done())
                .extracting(Content.Check::field)
                .containsExactly("title");
        // With the item its checks go.
        save(current()
                .content()
                .withItems(content.items().stream()
                        .filter(item -> !"sex".equals(item.physicalName()))
                        .toList()));
        assertThat(current().content().checks()).noneMatch(check -> "sex".equals(check.column()));
    }

    @Test
    void aCodeWithTwoMeaningsIsNotSubmitted() {
        Version version = current();
        Content offered = version.content()
                .offered(SharingType.UNCONDITIONAL, null, OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "3");
        catalog.edit(version, version.revision(), offered, steward);
        assertThatThrownBy(() -> catalog.submit(entry, 1, steward))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .extracting(error -> error.field() + " " + error.code())
                                .containsExactly("items[1].codes item-codes"));
    }

    @Test
    void anItemTypedByHandIsRecognisedByItsName() {
        var found = recognition.byName("法定代表人身份证号码", null, steward);
        assertThat(found.type()).isEqualTo("resident-id");
        assertThat(found.personal()).isEqualTo("identity");
        assertThat(found.grade()).isGreaterThanOrEqualTo(Grade.GENERAL_3);
        assertThat(found.itemType()).isEqualTo("C");
        assertThat(recognition.byName("颜色", "color", steward).type()).isNull();
        Actor auditor = Actors.holding("审计员", Role.AUDITOR, UNIT);
        assertThatThrownBy(() -> recognition.byName("姓名", null, auditor)).isInstanceOf(Forbidden.class);
    }

    private void save(Content content) {
        Version version = current();
        catalog.edit(version, version.revision(), content, steward);
    }

    private Version current() {
        return versions.of(entry).getFirst();
    }
}
