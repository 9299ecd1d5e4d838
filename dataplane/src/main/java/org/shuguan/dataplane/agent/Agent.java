package org.shuguan.dataplane.agent;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A front-end host at work: it asks its node for orders and carries them out, until it is stopped or ended. It may run
/// in a process of its own or beside other work.
public final class Agent implements AutoCloseable {
    /// How it stopped.
    public enum Outcome {
        /// its operator stopped it
        STOPPED,
        /// the node ended it: it must be enrolled anew
        ENDED,
        /// the node does not know it, or speaks another protocol
        REFUSED
    }

    /// Orders that are carried out at the same time.
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final AgentHome home;
    private final AgentHome.Membership membership;
    private final String program;
    private final AgentLog log;
    private final NodeLine line;
    private final Sessions sessions;
    private final UUID process = UUID.randomUUID();
    private final Map<UUID, OrderWork> running = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, Agent::worker);
    private volatile boolean stopping;

    /// @param home enrolled before, see [#enrol]
    /// @param program version of this program
    public Agent(AgentHome home, String program, AgentLog log, Clock clock) {
        this(home, home.membership().orElseThrow().node(), program, Protocol.OURS, log, clock);
    }

    /// @param node where the node is reached, if not where it was enrolled
    /// @param protocol what it speaks
    public Agent(AgentHome home, URI node, String program, Protocol protocol, AgentLog log, Clock clock) {
        this.home = home;
        this.membership = home.membership().orElseThrow();
        this.program = program;
        this.log = log;
        this.line = new NodeLine(node, home, protocol, clock, log);
        this.sessions = new Sessions(home);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "front-end-host");
        thread.setDaemon(true);
        return thread;
    }

    /// Registers the home's key with the node, by a one-time code.
    ///
    /// @throws EnrolmentFailed with what the node says, or why it was not reached
    public static AgentHome.Membership enrol(AgentHome home, URI node, String code, String program, Clock clock)
            throws EnrolmentFailed {
        AgentLog silent = new AgentLog(line -> {}, clock);
        try (NodeLine line = new NodeLine(node, home, Protocol.OURS, clock, silent)) {
            Wire.Enrolled enrolled =
                    line.send("/enrol", new Wire.Enrol(code, home.publicKey(), program), Wire.Enrolled.class);
            AgentHome.Membership joined =
                    new AgentHome.Membership(node, enrolled.host(), enrolled.name(), enrolled.unit());
            home.join(joined);
            return joined;
        } catch (NodeRefused refused) {
            throw new EnrolmentFailed(refused.sentence());
        } catch (IOException e) {
            throw new EnrolmentFailed(node + " was not reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnrolmentFailed("interrupted");
        }
    }

    /// The node did not accept the code, or was not reached.
    public static final class EnrolmentFailed extends Exception {
        private static final long serialVersionUID = 1L;

        EnrolmentFailed(String reason) {
            super(reason);
        }
    }

    /// Works until it is stopped ([#close]) or ended.
    public Outcome run() {
        Duration pause = FIRST_PAUSE;
        boolean connected = false;
        try {
            while (!stopping) {
                try {
                    Wire.Orders orders = line.send("/orders", question(), Wire.Orders.class);
                    if (!connected) {
                        log.over("line");
                        log.say("connected to " + membership.node() + " as " + membership.name());
                        connected = true;
                    }
                    pause = FIRST_PAUSE;
                    take(orders);
                } catch (IOException cut) {
                    connected = false;
                    log.note("line", "the line to the node is cut (" + cut + "); trying again");
                    Thread.sleep(pause);
                    pause = longer(pause);
                } catch (NodeRefused refused) {
                    connected = false;
                    switch (refused.kind()) {
                        case ENDED -> {
                            log.say("this front-end host was ended at the node and stops: " + refused.sentence());
                            return Outcome.ENDED;
                        }
                        case PROTOCOL, NEVER, ORDER_OVER -> {
                            log.say("the node refuses this front-end host, which stops: " + refused.sentence());
                            return Outcome.REFUSED;
                        }
                        case LATER -> log.note(refused.sentence(), "the node refuses for now: " + refused.sentence());
                    }
                    Thread.sleep(pause);
                    pause = longer(pause);
                }
            }
            return Outcome.STOPPED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.STOPPED;
        } finally {
            close();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Wire.Ask question() {
        List<Wire.Running> now = running.values().stream()
                .map(work -> new Wire.Running(work.order().id(), work.order().attempt()))
                .toList();
        return new Wire.Ask(process, program, now, Math.max(0, AT_ONCE - now.size()));
    }

    private void take(Wire.Orders orders) {
        for (UUID over : orders.over()) {
            OrderWork work = running.get(over);
            if (work != null) {
                work.cancel();
            }
        }
        sessions.tidy(orders.closed());
        for (Order order : orders.orders()) {
            OrderWork work = new OrderWork(order, line, sessions, log);
            OrderWork before = running.put(order.id(), work);
            if (before != null) {
                before.cancel();
            }
            workers.execute(() -> {
                try {
                    work.run();
                } finally {
                    running.remove(order.id(), work);
                }
            });
        }
    }

    /// Where it is enrolled.
    public AgentHome home() {
        return home;
    }

    /// Stops; orders that are not finished are carried out again after the next start.
    @Override
    public void close() {
        stopping = true;
        running.values().forEach(OrderWork::cancel);
        workers.shutdownNow();
        line.close();
        sessions.close();
    }
}
