package org.shuguan.dataplane.lake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.shuguan.dataplane.source.Source;

/// A process that collects one table again and again, until it is killed. It prints the number of each collection that
/// has ended.
final class KilledCollector {
    static final String TABLE = "ledger";
    static final String READY = "ready";
    static final String ENDED = "ended ";

    /// Each fourth collection is a full load.
    private static final Collection.Growth GROWTH = new Collection.Growth("v", 0, 4, false, "city");

    private KilledCollector() {}

    /// @param arguments the city's folder, the server's port, the number of the first collection
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        LakeAddress address = new LakeAddress(
                new LakePlace.Folder(folder.resolve("lake")),
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                "postgres",
                "lake");
        Source source = new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                port,
                "postgres",
                List.of("public"),
                "postgres",
                "postgres",
                Source.Limits.DEFAULT);
        try (Lake lake = Lake.open(address)) {
            Collector collector = new Collector(lake);
            System.out.println(READY);
            for (int n = Integer.parseInt(arguments[2]); ; n++) {
                String run = Integer.toString(n);
                collector.collect(
                        new Collection(
                                source,
                                "public." + TABLE,
                                TABLE,
                                List.of(LakeCity.key("id", "I"), LakeCity.field("v", "I"), LakeCity.text("t", 12)),
                                run,
                                folder.resolve("quarantine").resolve(run + ".parquet"),
                                Duration.ofMinutes(10),
                                GROWTH),
                        new CollectListener() {});
                System.out.println(ENDED + run);
            }
        }
    }
}
