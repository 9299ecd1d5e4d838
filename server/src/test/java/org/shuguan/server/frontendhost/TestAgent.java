package org.shuguan.server.frontendhost;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.shuguan.dataplane.agent.Agent;
import org.shuguan.dataplane.agent.AgentHome;
import org.shuguan.dataplane.agent.AgentLog;
import org.shuguan.dataplane.agent.Protocol;

/// A front-end host that works in this process, with its own home, over real HTTP.
public final class TestAgent implements AutoCloseable {
    private final Path folder;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private AgentHome home;
    private Agent agent;
    private CompletableFuture<Agent.Outcome> outcome = new CompletableFuture<>();

    private TestAgent(Path folder, AgentHome home) {
        this.folder = folder;
        this.home = home;
    }

    /// Enrols and starts one.
    public static TestAgent enrolled(String code, int port) throws Exception {
        TestAgent agent = applying(code, port);
        agent.start(port, Protocol.OURS, Clock.systemUTC());
        return agent;
    }

    /// Enrols one.
    public static TestAgent applying(String code, int port) throws Exception {
        Path folder = Files.createTempDirectory("agent");
        AgentHome home = AgentHome.open(folder.resolve("home"));
        try {
            Agent.enrol(home, at(port), code, "test", Clock.systemUTC());
        } catch (Agent.EnrolmentFailed e) {
            home.close();
            throw e;
        }
        return new TestAgent(folder, home);
    }

    static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Lets it work.
    public void start(int port, Protocol protocol, Clock clock) {
        agent = new Agent(home, at(port), "test", protocol, new AgentLog(said::add, clock), clock);
        CompletableFuture<Agent.Outcome> ends = new CompletableFuture<>();
        outcome = ends;
        Agent working = agent;
        Thread.ofPlatform().daemon().start(() -> ends.complete(working.run()));
    }

    /// As if its process was killed: nothing is said to the node.
    public void kill() {
        agent.close();
        outcome.join();
    }

    CompletableFuture<Agent.Outcome> outcome() {
        return outcome;
    }

    List<String> said() {
        return said;
    }

    AgentHome home() {
        return home;
    }

    /// Its home.
    public Path folder() {
        return folder.resolve("home");
    }

    @Override
    public void close() {
        if (agent != null) {
            kill();
        }
        home.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
