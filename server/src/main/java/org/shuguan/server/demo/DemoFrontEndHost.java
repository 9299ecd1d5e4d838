package org.shuguan.server.demo;

import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Agent;
import org.shuguan.dataplane.agent.AgentHome;
import org.shuguan.dataplane.agent.AgentLog;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.server.access.Actor;
import org.shuguan.server.frontendhost.FrontEndHosts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// A front-end host of one district: a real one, with its own home below the demo's, that dials this node over loopback
/// as it would from the district's network. Without a web server, as in tests, there is none.
@Component
@Order(5)
@ConditionalOnProperty("shuguan.demo")
class DemoFrontEndHost implements DemoPart {
    static final String UNIT = "端州区";
    private static final String NAME = "端州区机房前置机";
    private static final Logger LOG = LoggerFactory.getLogger(DemoFrontEndHost.class);

    private final FrontEndHosts hosts;
    private final Institution institution;
    private final DemoPeople people;
    private final Environment environment;
    private final Path folder;
    private final Clock clock;
    private @Nullable AgentHome home;
    private @Nullable Agent agent;

    DemoFrontEndHost(
            FrontEndHosts hosts,
            Institution institution,
            DemoPeople people,
            Environment environment,
            @Value("${shuguan.home}") Path home,
            Clock clock) {
        this.hosts = hosts;
        this.institution = institution;
        this.people = people;
        this.environment = environment;
        this.folder = Home.at(home).folder().resolve("front-end-host");
        this.clock = clock;
    }

    @Override
    public void start(boolean first) {
        Integer port = environment.getProperty("local.server.port", Integer.class);
        UnitCode unit = institution.units(institution.today()).stream()
                .filter(one -> one.name().equals(UNIT))
                .map(Unit::code)
                .findFirst()
                .orElse(null);
        if (port == null || unit == null || environment.getProperty("server.ssl.enabled", Boolean.class, false)) {
            return;
        }
        URI node = URI.create("http://127.0.0.1:" + port);
        try {
            AgentHome opened = AgentHome.open(folder);
            home = opened;
            if (first && opened.membership().isEmpty()) {
                enrol(opened, unit, node);
            }
            if (opened.membership().isPresent()) {
                AgentLog log = new AgentLog(LOG::debug, clock);
                Agent working = new Agent(opened, node, "demo", Protocol.OURS, log, clock);
                agent = working;
                Thread.ofPlatform().daemon().name("demo-front-end-host").start(working::run);
            }
        } catch (AgentHome.HomeUnusable | Agent.EnrolmentFailed e) {
            LOG.warn("the demo has no front-end host: {}", e.getMessage());
        }
    }

    private void enrol(AgentHome opened, UnitCode unit, URI node) throws Agent.EnrolmentFailed {
        Actor steward = people.holder(Role.DATA_STEWARD, unit);
        if (steward != null) {
            Agent.enrol(opened, node, hosts.create(unit, NAME, steward).code(), "demo", clock);
        }
    }

    /// The front-end host that reads the sources of a unit; empty if this node does.
    Optional<UUID> of(UnitCode unit) {
        return Optional.ofNullable(home)
                .flatMap(AgentHome::membership)
                .map(AgentHome.Membership::host)
                .filter(host -> hosts.of(unit).stream().anyMatch(one -> one.id().equals(host)));
    }

    @PreDestroy
    void stop() {
        if (agent != null) {
            agent.close();
        }
        if (home != null) {
            home.close();
        }
    }
}
