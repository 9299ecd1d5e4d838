package org.shuguan.server.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.shuguan.server.exchange.FeedRecords.Change;

/// Changes as they are sent: as a page of JSON, and as events of a stream (HTML Living Standard, server-sent events).
/// The rows are JSON already.
final class FeedText {
    /// A line that keeps a stream open.
    static final byte[] ALIVE = ": \n\n".getBytes(StandardCharsets.UTF_8);

    private FeedText() {}

    /// `{"changes": [{"number", "change", "version", "at", "row"}], "next": 7}`. What was told from a captured copy
    /// has no version.
    ///
    /// @param after the number that was asked for
    static byte[] page(List<Change> changes, long after) {
        StringBuilder json = new StringBuilder("{\"changes\":[");
        long next = after;
        for (Change change : changes) {
            json.append(next == after ? "" : ",").append(object(change));
            next = change.number();
        }
        return json.append("],\"next\":").append(next).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A change as it stands in a page.
    static String object(Change change) {
        return "{\"number\":" + change.number() + ",\"change\":\""
                + change.change().word()
                + (change.version() == null ? "" : "\",\"version\":\"" + change.version()) + "\",\"at\":\""
                + change.at()
                + "\",\"row\":" + change.rowText() + "}";
    }

    /// One event for each change: its number is the id, what happened its name, the row its data.
    static byte[] events(List<Change> changes) {
        StringBuilder text = new StringBuilder();
        for (Change change : changes) {
            text.append("id: ")
                    .append(change.number())
                    .append("\nevent: ")
                    .append(change.change().word())
                    .append("\ndata: ")
                    .append(change.rowText())
                    .append("\n\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
