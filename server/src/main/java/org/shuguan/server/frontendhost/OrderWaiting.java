package org.shuguan.server.frontendhost;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Chunk;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.PartSink;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Watermark;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Waits, in the thread that needs the rows, for what a front-end host sends. A host that is not connected, is ended,
/// or sends nothing for the minutes of the rule makes the order fail with a sentence.
@Component
class OrderWaiting {
    private static final long TICK = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final OrderDesk desk;
    private final Hosts hosts;
    private final OrderLog log;
    private final Setting<Duration> silence;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OrderWaiting(
            OrderDesk desk,
            Hosts hosts,
            OrderLog log,
            Settings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.desk = desk;
        this.hosts = hosts;
        this.log = log;
        this.silence = settings.minutes("frontendhost.silence");
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @throws SourceUnreadable if the host was ended or is not connected
    void connected(FrontEndHost host) throws SourceUnreadable {
        FrontEndHost now = hosts.find(host.id()).orElse(host);
        if (now.state() == FrontEndHost.State.ENDED) {
            throw new SourceUnreadable(Reason.HOST_ENDED, now.name(), null);
        }
        if (!desk.isConnected(now.id())) {
            throw new SourceUnreadable(Reason.HOST_AWAY, shown(now), null);
        }
    }

    /// Its name, and when it was seen last.
    private String shown(FrontEndHost host) {
        Instant seen = desk.seen(host.id()).orElse(host.lastSeenAt());
        return host.name() + ", " + (seen == null ? "—" : TIME.format(seen.atZone(CityTime.ZONE)));
    }

    /// Places an order and passes on what comes, until it has ended.
    ///
    /// @throws SourceUnreadable if the host could not read, or does not send, or the reading was cancelled
    Wire.End carriedOut(
            FrontEndHost host, Order order, PartSink into, Watermark.Choice choice, ThroughHost.Cancelled cancelled)
            throws SourceUnreadable {
        connected(host);
        RunningOrder running = desk.place(host.id(), order);
        Counted counted = new Counted(into);
        SourceUnreadable failed = null;
        try {
            return waited(host, running, counted, choice, cancelled);
        } catch (SourceUnreadable e) {
            failed = e;
            throw e;
        } finally {
            desk.remove(host.id(), running);
            record(host, running, counted.rows, failed);
        }
    }

    private Wire.End waited(
            FrontEndHost host,
            RunningOrder running,
            PartSink into,
            Watermark.Choice choice,
            ThroughHost.Cancelled cancelled)
            throws SourceUnreadable {
        while (true) {
            if (cancelled.isSet()) {
                throw new SourceUnreadable(Reason.CANCELLED, "cancelled", null);
            }
            try {
                switch (running.take(TICK)) {
                    case null -> inTime(host, running);
                    case RunningOrder.Rows rows -> Chunk.read(rows.chunk(), into);
                    case RunningOrder.Restarted again -> into.restart();
                    case RunningOrder.Asked asked ->
                        asked.least()
                                .complete(new Wire.Least(choice.least(new Watermark.Found(
                                        asked.found().greatest(), asked.found().without()))));
                    case RunningOrder.Failed failed ->
                        throw new SourceUnreadable(failed.reason(), failed.detail(), null);
                    case RunningOrder.Ended ended -> {
                        Wire.End end = ended.end();
                        if (end.reason() != null) {
                            throw new SourceUnreadable(end.reason(), String.valueOf(end.detail()), null);
                        }
                        return end;
                    }
                }
            } catch (IOException e) {
                throw new SourceUnreadable(Reason.OTHER, String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnreadable(Reason.CANCELLED, "interrupted", e);
            }
        }
    }

    /// A connected host that has other work may let an order wait.
    private void inTime(FrontEndHost host, RunningOrder running) throws SourceUnreadable {
        if (!running.isHanded()) {
            connected(host);
            return;
        }
        Duration most = silence.today();
        if (running.progress().plus(most).isBefore(clock.instant())) {
            throw new SourceUnreadable(Reason.HOST_SILENT, shown(host), null);
        }
    }

    void close(FrontEndHost host, UUID session) {
        desk.close(host.id(), session);
    }

    private void record(FrontEndHost host, RunningOrder running, long rows, @Nullable SourceUnreadable failed) {
        Order order = running.order();
        boolean interrupted = Thread.interrupted();
        try {
            transaction.executeWithoutResult(status -> log.add(new OrderLog.Line(
                    order.id(),
                    host.id(),
                    order.address().shown(),
                    order.table() == null ? null : order.table().path(),
                    running.askedAt().truncatedTo(ChronoUnit.MICROS),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    order.attempt(),
                    rows,
                    running.bytes(),
                    Optional.ofNullable(failed).map(one -> one.reason().name()).orElse(null),
                    failed == null ? null : failed.detail())));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Remembers the number of rows.
    private static final class Counted implements PartSink {
        private final PartSink into;
        private long rows;

        Counted(PartSink into) {
            this.into = into;
        }

        @Override
        public void write(int part, byte[] from, int start, int length) throws IOException {
            into.write(part, from, start, length);
        }

        @Override
        public void restart() throws IOException {
            rows = 0;
            into.restart();
        }

        @Override
        public void rows(long number) {
            rows = number;
            into.rows(number);
        }
    }
}
