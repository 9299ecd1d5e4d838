package org.shuguan.dataplane.capture;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.shuguan.dataplane.source.Source;

/// A process that captures one table until it is killed.
final class KilledCapture {
    static final String READY = "ready";
    static final String NAME = "shuguan_test_killed";
    private static final Capture.Rhythm QUICK = new Capture.Rhythm(Duration.ofMillis(200));

    private KilledCapture() {}

    /// @param arguments the kind of database, the source's port, its database and user, and the node's address
    public static void main(String[] arguments) throws Exception {
        Source.Database source = source(arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3]);
        CopyInDatabase copy = new CopyInDatabase(arguments[4]);
        System.out.println(READY);
        while (true) {
            Capture capture = start(source, copy);
            while (!capture.isOver()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            if (capture.failure() != null
                    && capture.failure().reason() != CaptureFailed.Reason.TAKEN
                    && capture.failure().reason() != CaptureFailed.Reason.AWAY) {
                capture.failure().printStackTrace();
                System.out.println("failed " + capture.failure());
            }
        }
    }

    static Source.Database source(String kind, int port, String database, String user) {
        return new Source.Database(
                kind.equals("postgresql") ? Source.Kind.POSTGRESQL : Source.Kind.MYSQL,
                "127.0.0.1",
                port,
                database,
                List.of(),
                user,
                user.equals("root") ? "" : user,
                Source.Limits.DEFAULT);
    }

    static Capture start(Source.Database source, CopyInDatabase copy) throws Exception {
        SourceLog log = SourceLog.of(source);
        String schema = source.kind().equals(Source.Kind.POSTGRESQL) ? "public" : source.database();
        SourceLog.Checked checked = log.check(schema + ".account", Set.of("id", "balance", "note"), NAME);
        if (!checked.ready()) {
            throw new IllegalStateException(checked.prerequisites().toString());
        }
        Position position = copy.position();
        if (position == null) {
            copy.begin(checked.table());
            log.prepare(checked.table(), NAME);
        }
        return Capture.start(
                new Capture.What(source, checked.table(), NAME, "copy", position),
                copy,
                copy.connect(),
                QUICK,
                over -> {});
    }
}
