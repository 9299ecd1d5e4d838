package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.serve.Cursor;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.quality.RuleBook;
import org.shuguan.server.quality.RuleForm;
import org.shuguan.server.quality.RuleKind;
import org.shuguan.server.quality.Terms;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/// Consumers of the collected copy keep the last good version while a rule holds the newest one back.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
class HeldVersionTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Autowired
    RuleBook rules;

    @Autowired
    Quality quality;

    @Test
    void aVersionThatARuleHoldsBackIsNotServed() throws Exception {
        Owner owner = city.owner();
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        UUID plan = collecting.plan(owner.entry(), steward);
        collecting.collect(plan, steward);
        await().atMost(LONG).until(() -> current(owner) != 0 && !collecting.isUnderWay(plan));
        rules.draft(owner.entry(), RuleForm.of(RuleKind.PRESENT, Terms.of("id_number"), 5, 0, true), steward);
        rules.offerSuggested(owner.entry(), steward);
        rules.approve(owner.entry(), null, Actors.holding("数官", Role.UNIT_CDO, owner.unit()));
        await().atMost(LONG).until(() -> quality.isExamined(owner.entry()));
        Consumer consumer = city.consumer();
        city.granting(owner, consumer).item("id", "编号").give();
        assertThat(served(owner, consumer)).isEqualTo(50);
        long first = current(owner);

        ExchangeCity.sql(owner.database(), "insert into person values (51, '周强', null, '端州区', '1990-01-01', null)");
        collecting.collect(plan, steward);
        await().atMost(LONG).until(() -> current(owner) != first);
        assertThat(served(owner, consumer)).isEqualTo(50);
        await().atMost(LONG).until(() -> quality.isExamined(owner.entry()));
        assertThat(served(owner, consumer)).isEqualTo(50);

        // A page of the good version leads to its next page until a rule holds the version back.
        assertThat(pageAfter(owner, consumer, first)).isEqualTo(200);
        assertThat(pageAfter(owner, consumer, current(owner))).isEqualTo(409);

        ExchangeCity.sql(owner.database(), "update person set id_number = '441202199001010051' where id = 51");
        await().atMost(LONG).until(() -> !collecting.isUnderWay(plan));
        long held = current(owner);
        collecting.collect(plan, steward);
        await().atMost(LONG).until(() -> current(owner) != held && quality.isExamined(owner.entry()));
        assertThat(served(owner, consumer)).isEqualTo(51);
    }

    /// The next page of a traversal that began when the version was served.
    private int pageAfter(Owner owner, Consumer consumer, long version) throws Exception {
        String after = new Cursor(List.of("10"), 0, version).text();
        var answer = city.get(
                port,
                "/exchange/v1/resources/" + owner.resource() + "/records?source=collected&limit=10&after=" + after,
                consumer);
        if (answer.statusCode() != 200) {
            assertThat(answer.body()).contains("exchange/version-held").doesNotContain("records");
        }
        return answer.statusCode();
    }

    private long current(Owner owner) {
        return data.table(owner.entry())
                .flatMap(table -> table.current())
                .map(LakeVersion::id)
                .orElse(0L);
    }

    private int served(Owner owner, Consumer consumer) throws Exception {
        var answer = city.get(
                port, "/exchange/v1/resources/" + owner.resource() + "/records?source=collected&limit=1000", consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path("records").size();
    }
}
