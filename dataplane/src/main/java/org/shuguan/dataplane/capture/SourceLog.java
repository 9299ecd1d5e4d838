package org.shuguan.dataplane.capture;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;

/// The log of changes of one source, as far as its kind of database differs from others.
public sealed interface SourceLog permits PostgresLog, MariadbLog {
    /// What is known of a table before it is captured.
    ///
    /// @param table null if a prerequisite is missing that decides what it would be
    record Checked(
            List<Prerequisite> prerequisites, @Nullable CapturedTable table) {
        public Checked {
            prerequisites = List.copyOf(prerequisites);
        }

        /// Whether all that is needed is there.
        public boolean ready() {
            return table != null && prerequisites.stream().allMatch(one -> one.met() || !one.needed());
        }
    }

    /// Whether tables of this source can be captured at all.
    static boolean supports(Source source) {
        return source instanceof Source.Database database && database.kind() instanceof Source.BuiltIn;
    }

    /// @throws IllegalArgumentException if it is not supported
    static SourceLog of(Source source) {
        if (!(source instanceof Source.Database database) || !(database.kind() instanceof Source.BuiltIn kind)) {
            throw new IllegalArgumentException(source.toString());
        }
        return switch (kind) {
            case POSTGRESQL -> new PostgresLog(database);
            case MYSQL -> new MariadbLog(database);
        };
    }

    /// Looks whether a table can be captured.
    ///
    /// @param path `schema.name` as the census has it
    /// @param wanted the columns to be captured
    /// @param name the capture's name at the source
    Checked check(String path, Set<String> wanted, String name) throws CaptureFailed;

    /// Makes ready at the source what a first start needs. What an earlier capture of the name has left is removed,
    /// so that the copy and the log meet without a gap.
    void prepare(CapturedTable table, String name) throws CaptureFailed;

    /// Removes all that the capture has at the source; nothing if there is nothing.
    void drop(String name) throws CaptureFailed;

    /// Names of captures that the source keeps log for.
    List<String> names(String prefix) throws CaptureFailed;

    /// How far a capture is behind.
    Lag lag(String name, @Nullable Position position) throws CaptureFailed;

    /// The engine's settings that depend on the kind of database.
    Properties engine(CapturedTable table, String name, boolean first);

    /// Whether the log has the emptying of a table within a transaction.
    boolean truncatesInTransactions();

    /// Whether an offset of the engine names a place in the log.
    boolean isPlace(java.util.Map<String, ?> offset);

    /// The position that an offset of the engine means.
    Position position(java.util.Map<String, ?> offset, java.time.@Nullable Instant at);
}
