package org.shuguan.server.platform;

/// Values that a module stores encrypted by [Secrets]. After a change of the key they are encrypted again with the
/// present one.
public interface SealedValues {
    /// A word for the record, for example `sources`.
    String name();

    /// Encrypts again whatever is encrypted with an earlier key.
    Rewritten rewrite();

    /// @param values number of values that were encrypted again
    /// @param unreadable number of values that no known key opens; they are left as they are
    record Rewritten(int values, int unreadable) {}
}
