package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Lines of a file that are not rows. All are counted, the first ones are kept with their text.
public final class Rejects {
    /// Maximum number of lines that are kept.
    public static final int KEPT = 100;

    /// Why a line is not a row.
    public enum Reason {
        /// fewer cells than the table has columns
        TOO_FEW,
        /// more cells than the table has columns
        TOO_MANY,
        /// a quote does not end, or ends in the middle of a cell
        QUOTE,
        /// the line is longer than the limit
        TOO_LONG,
        /// bytes that are invalid in the file's encoding
        ENCODING,
        /// the header again
        HEADER,
        /// not JSON
        NO_JSON,
        OTHER
    }

    /// A line that is not a row.
    ///
    /// @param line line number from 1, as in an editor
    /// @param text the line's text with real values; must be masked before it is shown
    public record Reject(long line, Reason reason, String text) {}

    private final List<Reject> first = new ArrayList<>();
    private long count;

    /// The lines that another process has found.
    static Rejects of(long count, List<Reject> first) {
        Rejects rejects = new Rejects();
        first.stream().limit(KEPT).forEach(rejects.first::add);
        rejects.count = count;
        return rejects;
    }

    void add(long line, Reason reason, String text) {
        count++;
        if (first.size() < KEPT) {
            first.add(new Reject(line, reason, ParsedLine.cut(text)));
        }
    }

    /// Adds lines that are only counted.
    void addCount(long further) {
        count += further;
    }

    /// Number of all such lines.
    public long count() {
        return count;
    }

    /// The first of them in order of line numbers, at most [#KEPT].
    public List<Reject> first() {
        return Collections.unmodifiableList(first);
    }
}
