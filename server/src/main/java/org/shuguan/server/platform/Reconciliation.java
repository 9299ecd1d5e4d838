package org.shuguan.server.platform;

/// Two facts of two modules of which one should have followed from the other: an event tells the one of the
/// other, and misses it where both are made in the same moment, or where its listener failed for good.
/// Implemented by whoever waits for another module's event; run every few minutes by [Reconciliations].
public interface Reconciliation {
    /// What is held against what, for the log.
    String name();

    /// Makes good what was missed.
    ///
    /// @return how many there were
    int reconcile();
}
