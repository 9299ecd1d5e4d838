package org.shuguan.dataplane.lake;

import java.nio.file.Path;
import java.util.List;

/// A process that dies between the file and its commit.
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws Exception {
        LakeAddress address = new LakeAddress(Path.of(arguments[0]), arguments[1], "postgres", "postgres", "lake");
        List<LakeColumn> columns = List.of(new LakeColumn("id", new LakeType.Whole(), true, null));
        Lake lake = Lake.open(address);
        Replacement replacement = lake.table(arguments[2], columns).replace(columns);
        try (var engine = org.shuguan.dataplane.source.Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy("select cast(range as bigint) as id from range(1000)"));
        }
        System.out.println(replacement.rows() + " written");
        Runtime.getRuntime().halt(137);
    }
}
