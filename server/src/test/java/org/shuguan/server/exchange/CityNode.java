package org.shuguan.server.exchange;

import java.util.UUID;
import org.shuguan.server.Actors;
import org.shuguan.server.SeparateServer;
import org.shuguan.server.access.Actor;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.exchange.ExchangeCity.Pushed;
import org.shuguan.server.institution.Role;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A node of a city in its own process, which the test kills.
public final class CityNode {
    private CityNode() {}

    /// Arguments: the database, the home, and at the first start what it sends to another node: the database with the
    /// people, the address, the client's id and secret, and the code of the entry there.
    public static void main(String[] arguments) {
        SeparateServer.start(arguments, ExchangeCity.class, Work.class);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Work {
        /// Begins to send, and has an entry of a district that takes what comes back.
        @Bean
        ApplicationRunner sending(ExchangeCity city, TargetController controller, JdbcClient jdbc) {
            return arguments -> {
                var told = arguments.getNonOptionArgs();
                if (told.size() < 7) {
                    return;
                }
                Pushed back = city.pushed(
                        ExchangeCity.item("编号", "id", "I", true), ExchangeCity.item("姓名", "name", "C", false));
                Owner owner = city.owner(told.get(2));
                Consumer consumer = city.consumer();
                Actor steward = Actors.holding("专员", Role.DATA_STEWARD, consumer.unit());
                UUID grant = city.granting(owner, consumer)
                        .item("id", "编号")
                        .item("name", "姓名")
                        .by("'table'")
                        .give();
                controller.set(
                        grant, ExchangeCity.node(told.get(6), told.get(3), told.get(4), told.get(5), null), steward);
                jdbc.sql(
                                "insert into public.back (entry, client, secret, plan) values (:entry, :client, :secret, :plan)")
                        .param("entry", back.entry().resource())
                        .param("client", back.client().toString())
                        .param("secret", back.secret())
                        .param("plan", back.plan())
                        .update();
                controller.deliver(grant, steward);
            };
        }
    }
}
