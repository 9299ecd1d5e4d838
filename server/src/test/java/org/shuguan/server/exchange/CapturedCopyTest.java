package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/// Consumers of a captured entry read its copy, with the rows and masks of their grant.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
class CapturedCopyTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Test
    void aChangeIsReadAtOnceAndAlsoWhileTheSourceIsClosed() throws Exception {
        Owner owner = city.owner();
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        UUID plan = collecting.plan(owner.entry(), steward);
        Consumer consumer = city.consumer();
        city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(
                        "{\"conditions\":[{\"item\":\"id\",\"operator\":\"ge\",\"type\":\"number\",\"values\":[\"50\"]}]}")
                .give();
        collecting.way(plan, CollectionWay.CAPTURE, steward);
        await().atMost(LONG).until(() -> data.copy(owner.entry()).isPresent());
        ExchangeCity.sql(owner.database(), "insert into person values (51, '周强', null, '端州区', '1990-01-01', null)");
        await().atMost(LONG).until(() -> read(owner, consumer).contains("51"));
        assertThat(read(owner, consumer)).contains("周*").doesNotContain("周强");
        assertThat(data.copy(owner.entry()).orElseThrow().position()).contains("/");
        // The consumer does not need the owner's database any more.
        ExchangeCity.sql(owner.database(), "alter table person rename to persons");
        assertThat(read(owner, consumer)).contains("51");
        ExchangeCity.sql(owner.database(), "alter table persons rename to person");
        collecting.way(plan, CollectionWay.FULL, steward);
        await().atMost(LONG).until(() -> data.copy(owner.entry()).isEmpty());
        await().atMost(LONG).until(() -> read(owner, consumer).contains("51"));
    }

    private String read(Owner owner, Consumer consumer) throws Exception {
        var answer = city.get(port, ExchangeCity.records(owner), consumer);
        return answer.statusCode() == 200 ? answer.body() : "";
    }
}
