package org.shuguan.server;

import java.util.Optional;
import org.shuguan.server.demo.DemoCity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells on standard output where to go, and with which account.
@Component
class StartedMessage {
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
        if (demo.isEmpty()) {
            first.appoint()
                    .ifPresent(password -> message.append("\nThe first administrator signs in once as `")
                            .append(FirstAdministrator.ACCOUNT)
                            .append("` with ")
                            .append(password)
                            .append(" and then chooses a password. It is not shown again.\n"));
        }
        System.out.println(message);
    }
}
