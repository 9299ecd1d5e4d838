package org.shuguan.dataplane.lake;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Watermark;

/// What a version of a table that is collected by increment says of itself. It is stored with the version, in one
/// commit: a version that becomes the current one again brings its watermark with it.
///
/// @param because why all rows were read; null for an increment
/// @param column the column of the watermark
/// @param from the least watermark that was read; null for all rows
/// @param upTo up to which watermark the version has the source's rows; null if no row had one
/// @param added rows with a key that the version before did not have
/// @param replaced rows whose key the version before had with other values
/// @param same rows that were read and are as they were
/// @param withdrawn rows of the version before whose key is in quarantine now
/// @param gone rows of the version before that a full load did not find at the source any more
/// @param missed of the added and replaced rows of a full load, those that no increment would have found, because their
///     watermark has not grown
/// @param without rows of the source that have no watermark, which increments do not read
/// @param fullAt when all rows were read last
/// @param since number of increments since then
public record Grown(
        @Nullable Because because,
        String column,
        Watermark.Kind kind,
        @Nullable String from,
        @Nullable String upTo,
        long added,
        long replaced,
        long same,
        long withdrawn,
        long gone,
        long missed,
        long without,
        Instant fullAt,
        int since) {
    /// Why all rows are read.
    public enum Because {
        /// there is no version yet
        FIRST,
        /// a person wants it
        REQUESTED,
        /// its turn has come
        DUE,
        /// the current version was collected from another table, in another way, with other columns or another key
        OTHER_WAY,
        /// no row of the current version has a watermark
        NO_WATERMARK,
        /// the greatest watermark of the source is smaller than that of the current version
        FELL
    }

    private static final String PREFIX = "shuguan.grown.";

    /// Whether only rows from a watermark on were read.
    public boolean increment() {
        return because == null;
    }

    /// What a version says; empty if its table was collected in full.
    public static Optional<Grown> of(LakeVersion version) {
        Map<String, String> facts = version.facts();
        String column = facts.get(PREFIX + "column");
        if (column == null) {
            return Optional.empty();
        }
        return Optional.of(new Grown(
                Arrays.stream(Because.values())
                        .filter(because -> because.name().equals(facts.get(PREFIX + "because")))
                        .findFirst()
                        .orElse(null),
                column,
                Watermark.Kind.valueOf(facts.getOrDefault(PREFIX + "kind", "")),
                facts.get(PREFIX + "from"),
                facts.get(PREFIX + "up-to"),
                number(facts, "added"),
                number(facts, "replaced"),
                number(facts, "same"),
                number(facts, "withdrawn"),
                number(facts, "gone"),
                number(facts, "missed"),
                number(facts, "without"),
                facts.containsKey(PREFIX + "full-at")
                        ? Instant.parse(facts.getOrDefault(PREFIX + "full-at", ""))
                        : version.at(),
                (int) number(facts, "since")));
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(facts.getOrDefault(PREFIX + name, "0"));
    }

    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        facts.put(PREFIX + "column", column);
        facts.put(PREFIX + "kind", kind.name());
        if (because == null) {
            facts.put(PREFIX + "full-at", fullAt.toString());
        } else {
            // The moment of its own commit.
            facts.put(PREFIX + "because", because.name());
        }
        if (from != null) {
            facts.put(PREFIX + "from", from);
        }
        if (upTo != null) {
            facts.put(PREFIX + "up-to", upTo);
        }
        Map.of(
                        "added", added,
                        "replaced", replaced,
                        "same", same,
                        "withdrawn", withdrawn,
                        "gone", gone,
                        "missed", missed,
                        "without", without,
                        "since", (long) since)
                .forEach((name, number) -> facts.put(PREFIX + name, String.format(Locale.ROOT, "%d", number)));
        return facts;
    }
}
