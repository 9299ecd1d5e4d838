package org.shuguan.dataplane.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.RowTotals;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Carries out one order. The next chunk is made only when the node has taken the last one, so that a source is not
/// read faster than the node digests it.
final class OrderWork implements Runnable {
    private final Order order;
    private final NodeLine line;
    private final Sessions sessions;
    private final AgentLog log;
    private final AtomicLong rows = new AtomicLong();
    private int chunks;
    private volatile boolean over;
    private volatile @Nullable Relation reading;

    OrderWork(Order order, NodeLine line, Sessions sessions, AgentLog log) {
        this.order = order;
        this.line = line;
        this.sessions = sessions;
        this.log = log;
    }

    Order order() {
        return order;
    }

    /// Stops; called from another thread.
    void cancel() {
        over = true;
        Relation relation = reading;
        if (relation != null) {
            relation.cancel();
        }
    }

    @Override
    public void run() {
        try {
            try {
                sessions.use(order, order.table() == null ? this::list : this::read);
            } catch (SourceUnreadable unreadable) {
                end(null, List.of(), unreadable.reason(), unreadable.detail());
            } catch (NodeRefused | InterruptedException passedOn) {
                throw passedOn;
            } catch (Exception | OutOfMemoryError failed) {
                log.say("internal error, please report it: " + failed);
                end(null, List.of(), SourceUnreadable.Reason.OTHER, String.valueOf(failed));
            }
        } catch (NodeRefused refused) {
            // Nobody waits for it any more, or the node will say at the next question what is wrong.
            over = true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void list(OpenSource open) throws Exception {
        List<Table> tables = open.tables();
        if (order.check()) {
            if (tables.isEmpty()) {
                throw new SourceUnreadable(SourceUnreadable.Reason.EMPTY, "no table is visible to this user", null);
            }
            open.checkRows(tables);
        }
        Map<String, List<Note>> notes = new HashMap<>();
        Map<String, Reading> readings = new HashMap<>();
        Map<String, List<String>> binary = new HashMap<>();
        for (Table table : tables) {
            if (!open.notes(table).isEmpty()) {
                notes.put(table.path(), open.notes(table));
            }
            Reading reading = open.reading(table);
            if (reading != null) {
                readings.put(table.path(), reading);
            }
            List<String> bytes = table.columns().stream()
                    .filter(open::isBinary)
                    .map(Table.Column::name)
                    .toList();
            if (!bytes.isEmpty()) {
                binary.put(table.path(), bytes);
            }
        }
        byte[] listed =
                Wire.write(new Wire.Listed(tables, open.unread(), notes, readings, binary, open.hasWatermarks()));
        Chunk.Builder out = new Chunk.Builder(this::send, tables::size);
        out.write(0, listed, 0, listed.length);
        out.flush();
        end(null, List.of(), null, null);
    }

    private void read(OpenSource open) throws Exception {
        Table table = java.util.Objects.requireNonNull(order.table());
        try (Relation relation = relation(open, table)) {
            reading = relation;
            if (over) {
                return;
            }
            Chunk.Builder out = new Chunk.Builder(this::send, relation::rowsSoFar);
            RowTotals totals = Sources.deliver(relation, table, order.whole(), out);
            out.flush();
            rows.set(totals.rows());
            end(totals, open.notes(table), null, null);
        } finally {
            reading = null;
        }
    }

    private Relation relation(OpenSource open, Table table) throws SourceUnreadable {
        if (order.watermark() != null) {
            return open.whole(table, order.watermark(), found -> {
                try {
                    return line.persist(
                                    path("watermark"),
                                    Wire.write(new Wire.Found(found.greatest(), found.without())),
                                    Wire.Least.class,
                                    () -> over)
                            .least();
                } catch (NodeRefused refused) {
                    over = true;
                    throw new IllegalStateException(refused.sentence(), refused);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(stopping);
                }
            });
        }
        return order.whole() ? open.whole(table) : open.relation(table, order.sample());
    }

    private void send(byte[] chunk) throws IOException {
        try {
            line.persist(path("chunks/" + chunks), chunk, Wire.Position.class, () -> over);
            chunks++;
        } catch (NodeRefused refused) {
            over = true;
            throw new IOException(refused.sentence(), refused);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException(stopping);
        }
    }

    private void end(
            @Nullable RowTotals totals,
            List<Note> notes,
            SourceUnreadable.@Nullable Reason reason,
            @Nullable String detail)
            throws NodeRefused, InterruptedException {
        if (over) {
            return;
        }
        line.persist(
                path("end"),
                Wire.write(new Wire.End(chunks, totals, notes, reason, detail)),
                Wire.Position.class,
                () -> over);
        String what = order.table() == null ? "tables" : order.table().path();
        log.say(order.address().shown() + ", " + what + ": "
                + (reason == null ? totals == null ? "listed" : totals.rows() + " rows" : reason.name()));
    }

    private String path(String below) {
        return "/orders/" + order.id() + "/" + order.attempt() + "/" + below;
    }
}
