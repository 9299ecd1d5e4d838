package org.shuguan.dataplane.lake;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A process that dies between the file and its commit.
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws Exception {
        LakePlace place = arguments.length == 3
                ? new LakePlace.Folder(Path.of(arguments[0]))
                : new LakePlace.Bucket(
                        URI.create(arguments[3]),
                        "us-east-1",
                        BucketServer.BUCKET,
                        "node/one",
                        BucketServer.ACCESS,
                        BucketServer.SECRET,
                        true,
                        Path.of(arguments[0]),
                        1L << 30);
        LakeAddress address = new LakeAddress(place, arguments[1], "postgres", "postgres", "lake");
        List<LakeColumn> columns = List.of(new LakeColumn("id", new LakeType.Whole(), true, null));
        Lake lake = Lake.open(address);
        Replacement replacement = lake.table(arguments[2], columns).replace(columns);
        try (var engine = org.shuguan.dataplane.source.Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy("select cast(range as bigint) as id from range(1000)"));
        }
        long rows = replacement.rows();
        if (place instanceof LakePlace.Bucket) {
            // It dies after the file was stored and before the catalog knows it.
            lake.files().store(replacement.file(), replacement.location());
        }
        System.out.println(rows + " written");
        Runtime.getRuntime().halt(137);
    }
}
