package org.shuguan.server.frontendhost;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.ReadAddress;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.PartSink;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.RemoteRows;
import org.shuguan.dataplane.source.RowTotals;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;
import org.shuguan.dataplane.source.Watermark;
import tools.jackson.core.JacksonException;

/// A source that a front-end host has open for this node. Its tables and rows come by orders.
final class ThroughHost implements OpenSource {
    /// Largest list of tables in bytes.
    private static final int LONGEST_LIST = 64 << 20;

    private final OrderWaiting waiting;
    private final FrontEndHost host;
    private final ReadAddress address;
    private final UUID session = UUID.randomUUID();
    private final Map<String, List<Note>> notes = new ConcurrentHashMap<>();
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<Table.Column, Boolean> binary = new ConcurrentHashMap<>();
    private List<Unread> unread = List.of();
    private boolean watermarks;
    private @Nullable List<Table> tables;

    ThroughHost(OrderWaiting waiting, FrontEndHost host, ReadAddress address) {
        this.waiting = waiting;
        this.host = host;
        this.address = address;
    }

    private Order order(@Nullable Table table, long sample, boolean whole, @Nullable Watermark watermark) {
        return new Order(UUID.randomUUID(), 1, session, address, address.trial(), table, sample, whole, watermark);
    }

    @Override
    public List<Table> tables() throws SourceUnreadable {
        if (tables != null) {
            return tables;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        PartSink into = new PartSink() {
            @Override
            public void write(int part, byte[] from, int start, int length) throws IOException {
                if (json.size() + length > LONGEST_LIST) {
                    throw new IOException("the list of tables is larger than " + (LONGEST_LIST >> 20) + " MB");
                }
                json.write(from, start, length);
            }

            @Override
            public void restart() {
                json.reset();
            }
        };
        waiting.carriedOut(host, order(null, 0, false, null), into, found -> null, new Cancelled());
        Wire.Listed listed;
        try {
            listed = Objects.requireNonNull(Wire.read(json.toByteArray(), Wire.Listed.class));
        } catch (JacksonException e) {
            throw new SourceUnreadable(Reason.OTHER, "the list of tables is not readable", e);
        }
        notes.putAll(listed.notes());
        readings.putAll(listed.readings());
        unread = listed.unread();
        watermarks = listed.watermarks();
        for (Table table : listed.tables()) {
            List<String> bytes = listed.binary().getOrDefault(table.path(), List.of());
            table.columns().forEach(column -> binary.put(column, bytes.contains(column.name())));
        }
        tables = listed.tables();
        return tables;
    }

    @Override
    public List<Unread> unread() {
        return unread;
    }

    @Override
    public Relation relation(Table table, long sample) throws SourceUnreadable {
        return received(table, order(table, sample, false, null), found -> null);
    }

    @Override
    public Relation whole(Table table) throws SourceUnreadable {
        return received(table, order(table, 0, true, null), found -> null);
    }

    @Override
    public boolean hasWatermarks() {
        return watermarks;
    }

    @Override
    public Relation whole(Table table, Watermark watermark, Watermark.Choice choice) throws SourceUnreadable {
        return received(table, order(table, 0, true, watermark), choice);
    }

    /// The order is placed when the rows are wanted.
    private Relation received(Table table, Order order, Watermark.Choice choice) throws SourceUnreadable {
        waiting.connected(host);
        Cancelled cancelled = new Cancelled();
        return Sources.received(table, order.whole(), new RemoteRows() {
            @Override
            public RowTotals receive(PartSink into) throws Exception {
                Wire.End end = waiting.carriedOut(host, order, into, choice, cancelled);
                notes.put(table.path(), end.notes());
                if (end.totals() == null) {
                    throw new SourceUnreadable(Reason.OTHER, "the front-end host has not counted the rows", null);
                }
                return end.totals();
            }

            @Override
            public void cancel() {
                cancelled.set();
            }
        });
    }

    /// Whether a reading was cancelled; the thread that waits for its order sees it.
    static final class Cancelled {
        private final AtomicReference<Boolean> value = new AtomicReference<>(false);

        void set() {
            value.set(true);
        }

        boolean isSet() {
            return value.get();
        }
    }

    @Override
    public boolean isBinary(Table.Column column) {
        return binary.computeIfAbsent(column, OpenSource.super::isBinary);
    }

    /// The host checks it with the list of tables.
    @Override
    public void checkRows(List<Table> tables) {
        // Not asked for a second time.
    }

    @Override
    public @Nullable Reading reading(Table table) {
        return readings.get(table.path());
    }

    @Override
    public List<Note> notes(Table table) {
        return notes.getOrDefault(table.path(), List.of());
    }

    @Override
    public void close() {
        waiting.close(host, session);
    }
}
