package org.shuguan.dataplane.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.sketch.Sketch;

/// A table as one census saw it.
///
/// @param sketches by column, where there are any
/// @param signature of the content, null where it was not read whole
public record Seen(
        TableResult result,
        Map<String, Sketch> sketches,
        @Nullable String signature) {
    public Seen {
        sketches = Map.copyOf(sketches);
    }

    String path() {
        return result.table().path();
    }

    long rows() {
        return result.profile() == null ? -1 : result.profile().rows();
    }
}
