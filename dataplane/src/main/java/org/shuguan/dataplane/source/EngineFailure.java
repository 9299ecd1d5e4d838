package org.shuguan.dataplane.source;

import java.sql.SQLException;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Says what a failure of the engine means. Its messages quote values, name temporary files and give advice on
/// its own options; people are told what they have instead.
final class EngineFailure {
    private EngineFailure() {}

    /// @param usual the reason unless the engine was cancelled or exceeded a limit
    /// @param name the name of what was read, as people know it
    static SourceUnreadable of(SQLException failure, Reason usual, String name) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("INTERRUPT")) {
            return new SourceUnreadable(Reason.CANCELLED, "cancelled", failure);
        }
        if (message.contains("Out of Memory") || message.contains("could not allocate block")) {
            return new SourceUnreadable(Reason.ENGINE_MEMORY, EngineMemory.megabytes() + " MB", failure);
        }
        if (message.contains("FATAL") || message.contains("INTERNAL")) {
            Engine.renew();
        }
        return new SourceUnreadable(usual, name, failure);
    }
}
