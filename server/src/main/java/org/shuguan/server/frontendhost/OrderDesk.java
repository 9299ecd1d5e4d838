package org.shuguan.server.frontendhost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Where orders wait for their front-end hosts, and the hosts for orders. It is in memory: orders end with the node,
/// and the runs that need them begin again.
@Component
class OrderDesk implements SmartLifecycle {
    /// A host that has not asked for so long is not connected.
    static final Duration CONNECTED = Duration.ofSeconds(90);

    private final Map<UUID, Desk> desks = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean open = true;

    OrderDesk(Clock clock) {
        this.clock = clock;
    }

    /// What concerns one host.
    private static final class Desk {
        private final Map<UUID, RunningOrder> orders = new LinkedHashMap<>();
        private final Set<UUID> closed = new LinkedHashSet<>();
        private @Nullable Instant seen;
        private Wire.@Nullable Ask asked;
        private @Nullable CompletableFuture<Wire.Orders> waiting;
    }

    private Desk desk(UUID host) {
        return desks.computeIfAbsent(host, id -> new Desk());
    }

    /// When the host asked for orders last at this node; now, while it waits for some.
    Optional<Instant> seen(UUID host) {
        Desk desk = desk(host);
        synchronized (desk) {
            return Optional.ofNullable(desk.waiting != null ? clock.instant() : desk.seen);
        }
    }

    /// Whether it is connected.
    boolean isConnected(UUID host) {
        return seen(host)
                .filter(seen -> seen.plus(CONNECTED).isAfter(clock.instant()))
                .isPresent();
    }

    RunningOrder place(UUID host, Order order) {
        RunningOrder placed = new RunningOrder(order, clock);
        Desk desk = desk(host);
        synchronized (desk) {
            desk.orders.put(order.id(), placed);
            answer(desk);
        }
        return placed;
    }

    /// Nobody waits for the order any more.
    void remove(UUID host, RunningOrder order) {
        order.close();
        Desk desk = desk(host);
        synchronized (desk) {
            desk.orders.remove(order.id());
            answer(desk);
        }
    }

    /// The opened source is not needed any more.
    void close(UUID host, UUID session) {
        Desk desk = desk(host);
        synchronized (desk) {
            desk.closed.add(session);
        }
    }

    /// An order of the host.
    ///
    /// @throws HostRefused if nobody waits for it, or it is another host's
    RunningOrder order(UUID host, UUID id) {
        Desk desk = desk(host);
        synchronized (desk) {
            RunningOrder order = desk.orders.get(id);
            if (order == null) {
                throw HostRefused.orderOver();
            }
            return order;
        }
    }

    /// The host asks for orders. The answer is complete as soon as there are some, or orders are over.
    CompletableFuture<Wire.Orders> ask(UUID host, Wire.Ask ask) {
        if (!open) {
            throw HostRefused.busy();
        }
        Desk desk = desk(host);
        synchronized (desk) {
            if (desk.waiting != null) {
                // A question whose line was cut.
                desk.waiting.complete(nothing());
            }
            desk.seen = clock.instant();
            desk.asked = ask;
            CompletableFuture<Wire.Orders> waiting = new CompletableFuture<>();
            desk.waiting = waiting;
            // What the host was given and does not have: its program was restarted, or the answer was lost.
            for (RunningOrder order : List.copyOf(desk.orders.values())) {
                if (order.isHanded() && order.isOpen() && !has(ask, order.order())) {
                    order.restart();
                }
            }
            answer(desk);
            return waiting;
        }
    }

    /// The question waits no longer.
    @SuppressWarnings("ReferenceEquality") // this very question, and not a later one
    void giveUp(UUID host, CompletableFuture<Wire.Orders> waiting) {
        Desk desk = desk(host);
        List<UUID> closed = List.of();
        synchronized (desk) {
            if (desk.waiting == waiting) {
                desk.waiting = null;
                closed = List.copyOf(desk.closed);
                desk.closed.clear();
            }
        }
        waiting.complete(new Wire.Orders(List.of(), List.of(), closed));
    }

    private static boolean has(Wire.Ask ask, Order order) {
        return ask.running().contains(new Wire.Running(order.id(), order.attempt()));
    }

    private static Wire.Orders nothing() {
        return new Wire.Orders(List.of(), List.of(), List.of());
    }

    /// Answers a waiting question if there is something to say.
    private void answer(Desk desk) {
        Wire.Ask asked = desk.asked;
        CompletableFuture<Wire.Orders> waiting = desk.waiting;
        if (asked == null || waiting == null) {
            return;
        }
        List<UUID> over = asked.running().stream()
                .filter(one -> {
                    RunningOrder order = desk.orders.get(one.order());
                    return order == null || !order.isOpen() || order.order().attempt() != one.attempt();
                })
                .map(Wire.Running::order)
                .toList();
        List<Order> orders = new ArrayList<>();
        for (RunningOrder order : desk.orders.values()) {
            if (orders.size() < asked.free() && !order.isHanded() && order.isOpen()) {
                orders.add(order.hand());
            }
        }
        if (orders.isEmpty() && over.isEmpty()) {
            return;
        }
        desk.waiting = null;
        desk.seen = clock.instant();
        List<UUID> closed = List.copyOf(desk.closed);
        desk.closed.clear();
        waiting.complete(new Wire.Orders(orders, over, closed));
    }

    @Override
    public void start() {
        open = true;
    }

    /// Answers what waits before the web server waits for the answers.
    @Override
    public void stop() {
        open = false;
        for (Desk desk : desks.values()) {
            synchronized (desk) {
                desk.orders.values().forEach(RunningOrder::releaseWaiting);
                if (desk.waiting != null) {
                    desk.waiting.complete(nothing());
                    desk.waiting = null;
                }
            }
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /// Ends all orders of a host, and its question.
    ///
    /// @param shown how the host is named to people
    void end(UUID host, String shown, String reason) {
        Desk desk = desk(host);
        synchronized (desk) {
            desk.orders.values().forEach(order -> order.fail(Reason.HOST_ENDED, shown));
            desk.seen = null;
            if (desk.waiting != null) {
                desk.waiting.completeExceptionally(HostRefused.ended(reason));
                desk.waiting = null;
            }
        }
    }
}
