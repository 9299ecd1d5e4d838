package org.shuguan.server;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shuguan.server.demo.DemoCity;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells on standard output where to go, and with which account.
@Component
class StartedMessage {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Optional<DemoCity> demo;
    private final String home;
    private int port;

    private final FirstAdministrator first;

    StartedMessage(ObjectProvider<DemoCity> demo, FirstAdministrator first, @Value("${shuguan.home}") String home) {
        this.demo = Optional.ofNullable(demo.getIfAvailable());
        this.first = first;
        this.home = home;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        StringBuilder message = new StringBuilder("\nShuguan 数官 is ready: http://127.0.0.1:" + port + "/\n"
                + "State is kept in " + home + "; stop with Ctrl-C.\n");
        demo.ifPresent(city -> {
            message.append("\nDemo accounts (all with the password ")
                    .append(DemoCity.PASSWORD)
                    .append("):\n");
            city.accounts()
                    .forEach(account -> message.append(String.format(
                            "  %-12s %-22s %s%n",
                            account.account(), account.role().word(), account.unit())));
        });
        List<FirstAdministrator.Waiting> waiting = first.appoint();
        if (!waiting.isEmpty()) {
            message.append(
                    "\nEach link is for one administrator, who sets a password there. Hand each to another person.\n");
            waiting.forEach(one -> message.append(String.format(
                    "  %-22s account `%s`: http://127.0.0.1:%d%s%n",
                    one.role().word(), one.account().name(), port, one.account().link())));
            message.append("They can be used once, until ")
                    .append(UNTIL.format(
                            Objects.requireNonNull(waiting.getFirst().account().expiresAt())
                                    .atZone(CityTime.ZONE)))
                    .append("; the next start prints new ones for those that are not used.\n");
        }
        System.out.println(message);
    }
}
