package org.shuguan.server.platform;

import org.shuguan.dataplane.lake.PlaceFailed;

/// What people are told where collected data cannot be read or written. The exception's own sentence names addresses
/// and is for the log.
public final class LakeProblem {
    private LakeProblem() {}

    static String code(PlaceFailed failed) {
        return "platform/lake-" + failed.reason().word();
    }

    /// The key of the sentence, which has no arguments.
    public static String text(PlaceFailed failed) {
        return "refusal." + code(failed);
    }
}
