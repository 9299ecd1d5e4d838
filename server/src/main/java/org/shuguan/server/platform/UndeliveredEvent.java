package org.shuguan.server.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that one of its listeners has not dealt with.
///
/// @param type full name of the event's class
/// @param listener simple name of the listener's class
/// @param module that the listener belongs to
/// @param event null if it cannot be read, because its class has changed or gone since
/// @param since when it was published
/// @param attempts how often it was sent
/// @param underWay whether it is being sent now
/// @param lastTryAt when it was sent the last time
/// @param nextTryAt when it is sent again, null while it is under way
/// @param failure class of the last error; null if none was told, because the server was stopped meanwhile
/// @param number with which the log names the last error
public record UndeliveredEvent(
        UUID id,
        String type,
        String listener,
        String module,
        @Nullable Object event,
        Instant since,
        int attempts,
        boolean underWay,
        Instant lastTryAt,
        @Nullable Instant nextTryAt,
        @Nullable String failure,
        @Nullable UUID number) {
    /// Simple name of the event's class.
    public String kind() {
        return kind(type);
    }

    /// Simple name of a class.
    public static String kind(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
