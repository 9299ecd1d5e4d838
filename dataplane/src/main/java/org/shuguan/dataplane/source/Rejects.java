package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Lines that are no rows: counted, and the first of them kept with what stands in them.
public final class Rejects {
    /// So many are kept; all are counted.
    public static final int KEPT = 100;

    /// Why a line is no row.
    public enum Reason {
        /// fewer cells than the table has columns
        TOO_FEW,
        /// more cells than the table has columns
        TOO_MANY,
        /// a quote that does not end, or ends in the middle of a cell
        QUOTE,
        /// longer than any line may be
        TOO_LONG,
        /// bytes that are no sign in this encoding
        ENCODING,
        /// no JSON
        NO_JSON,
        OTHER
    }

    /// @param line from 1, as an editor counts
    /// @param text what stands there, real values: for masking, not for showing
    public record Reject(long line, Reason reason, String text) {}

    private final List<Reject> first = new ArrayList<>();
    private long count;

    void add(long line, Reason reason, String text) {
        count++;
        if (first.size() < KEPT) {
            first.add(new Reject(line, reason, Line.cut(text)));
        }
    }

    /// More of which nothing is known but that there are.
    void more(long further) {
        count += further;
    }

    public long count() {
        return count;
    }

    /// The first of them, in order of lines.
    public List<Reject> first() {
        return Collections.unmodifiableList(first);
    }
}
