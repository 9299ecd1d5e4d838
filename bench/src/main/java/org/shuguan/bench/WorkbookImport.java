package org.shuguan.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// The import of a workbook over HTTP: uploaded, previewed and, if requested, applied.
///
/// @param view the final state as the page shows it
/// @param preview seconds from the upload to the complete preview
/// @param taken seconds from the confirmation to the end of the import
/// @param readSteps number of different progress figures that the page showed while reading
/// @param appliedSteps number of different progress figures while applying
record WorkbookImport(JsonNode view, double preview, double taken, int readSteps, int appliedSteps) {
    /// The result of one phase.
    private record Phase(JsonNode view, double seconds, int steps) {}

    static WorkbookImport into(SignedInClient steward, String unit, Path book) throws Exception {
        WorkbookImport shown = shown(steward, unit, book);
        String id = shown.view.get("run").get("id").asString();
        long start = System.nanoTime();
        steward.post("/api/catalog/imports/" + id + "/confirm", Map.of());
        Phase taken = watched(steward, id, "done", "applied", start);
        return new WorkbookImport(taken.view, shown.preview, taken.seconds, shown.readSteps, taken.steps);
    }

    static WorkbookImport shown(SignedInClient steward, String unit, Path book) throws Exception {
        long start = System.nanoTime();
        String id = steward.upload("/api/catalog/imports?unit=" + unit, book)
                .get("run")
                .asString();
        Phase read = watched(steward, id, "ready", "rowsRead", start);
        return new WorkbookImport(read.view, read.seconds, 0, read.steps, 0);
    }

    private static Phase watched(SignedInClient steward, String id, String end, String figure, long start)
            throws Exception {
        TreeSet<Long> seen = new TreeSet<>();
        while (true) {
            JsonNode view = steward.get("/api/catalog/imports/" + id);
            String state = view.get("run").get("state").asString();
            seen.add(view.get("run").get(figure).asLong());
            if (state.equals(end)) {
                return new Phase(view, (System.nanoTime() - start) / 1e9, seen.size());
            }
            if (state.equals("failed") || state.equals("cancelled")) {
                throw new IllegalStateException("the import ended: " + view);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
