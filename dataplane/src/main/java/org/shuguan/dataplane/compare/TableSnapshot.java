package org.shuguan.dataplane.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.sketch.Sketch;

/// A table as one census found it.
///
/// @param sketches sketches by column name, of the columns that have one
/// @param signature hash of the content, null if it was not read completely
public record TableSnapshot(
        TableResult result,
        Map<String, Sketch> sketches,
        @Nullable String signature) {
    public TableSnapshot {
        sketches = Map.copyOf(sketches);
    }

    String path() {
        return result.table().path();
    }

    long rows() {
        return result.profile() == null ? -1 : result.profile().rows();
    }
}
