package org.shuguan.dataplane.agent;

import java.util.OptionalInt;

/// The versions of the protocol that one side speaks: its own, and the one before it, so that nodes and front-end
/// hosts can be upgraded one after the other.
public record Protocol(int oldest, int newest) {
    /// The protocol of this program.
    public static final Protocol OURS = of(1);

    /// What a program of this version speaks.
    public static Protocol of(int version) {
        return new Protocol(Math.max(1, version - 1), version);
    }

    /// Whether a request of this version is understood.
    public boolean speaks(int version) {
        return version >= oldest && version <= newest;
    }

    /// The newest version that both sides speak; empty if there is none.
    public OptionalInt common(Protocol other) {
        int newestOfBoth = Math.min(newest, other.newest);
        return newestOfBoth >= oldest && newestOfBoth >= other.oldest
                ? OptionalInt.of(newestOfBoth)
                : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return oldest == newest ? Integer.toString(newest) : oldest + "–" + newest;
    }
}
