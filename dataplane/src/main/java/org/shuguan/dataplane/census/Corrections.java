package org.shuguan.dataplane.census;

import org.shuguan.dataplane.detect.Correction;

/// Looks up what people stated about the columns of a source. A census still reports what it measured; only its
/// masks follow the corrections.
@FunctionalInterface
public interface Corrections {
    /// No corrections.
    Corrections NONE = (path, column) -> Correction.NONE;

    /// Finds the correction of a column, [Correction#NONE] where there is none.
    ///
    /// @param path path of the table
    Correction find(String path, String column);
}
