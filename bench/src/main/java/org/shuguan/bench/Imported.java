package org.shuguan.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// A workbook that was dropped, looked through and, where asked for, taken in.
///
/// @param view as the page shows it in the end
/// @param preview seconds from the drop until the preview was complete
/// @param taken seconds from the confirmation until all was taken in
/// @param readSteps how many different figures the page showed while it was read
/// @param appliedSteps how many while it was taken in
record Imported(JsonNode view, double preview, double taken, int readSteps, int appliedSteps) {
    /// What became of one step.
    private record Step(JsonNode view, double seconds, int steps) {}

    static Imported into(Person steward, String unit, Path book) throws Exception {
        Imported shown = shown(steward, unit, book);
        String id = shown.view.get("run").get("id").asString();
        long start = System.nanoTime();
        steward.post("/api/catalog/imports/" + id + "/confirm", Map.of());
        Step taken = watched(steward, id, "done", "applied", start);
        return new Imported(taken.view, shown.preview, taken.seconds, shown.readSteps, taken.steps);
    }

    static Imported shown(Person steward, String unit, Path book) throws Exception {
        long start = System.nanoTime();
        String id = steward.upload("/api/catalog/imports?unit=" + unit, book)
                .get("run")
                .asString();
        Step read = watched(steward, id, "ready", "rowsRead", start);
        return new Imported(read.view, read.seconds, 0, read.steps, 0);
    }

    private static Step watched(Person steward, String id, String end, String figure, long start) throws Exception {
        TreeSet<Long> seen = new TreeSet<>();
        while (true) {
            JsonNode view = steward.get("/api/catalog/imports/" + id);
            String state = view.get("run").get("state").asString();
            seen.add(view.get("run").get(figure).asLong());
            if (state.equals(end)) {
                return new Step(view, (System.nanoTime() - start) / 1e9, seen.size());
            }
            if (state.equals("failed") || state.equals("cancelled")) {
                throw new IllegalStateException("the import ended: " + view);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
