package org.shuguan.dataplane.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A process that removes one key from a table and dies when one of the removal's steps has ended.
final class KilledRemoval {
    private KilledRemoval() {}

    /// @param arguments the city's folder, the server's port, the table, the removal's id, the key, the step
    public static void main(String[] arguments) throws Exception {
        LakeAddress address = new LakeAddress(
                new LakePlace.Folder(Path.of(arguments[0]).resolve("lake")),
                "jdbc:postgresql://127.0.0.1:" + arguments[1] + "/postgres",
                "postgres",
                "postgres",
                "lake");
        Removal.Step last = Removal.Step.valueOf(arguments[5]);
        try (Lake lake = Lake.open(address)) {
            new Removal(
                            lake.find(arguments[2]).orElseThrow(),
                            new RemovedKeys(List.of("id"), List.of(List.of(arguments[4]))),
                            UUID.fromString(arguments[3]))
                    .carryOut(new Removal.Listener() {
                        @Override
                        public void ended(Removal.Step step) {
                            if (step == last) {
                                Runtime.getRuntime().halt(137);
                            }
                        }
                    });
        }
    }
}
