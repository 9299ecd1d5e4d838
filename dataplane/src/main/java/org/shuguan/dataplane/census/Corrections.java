package org.shuguan.dataplane.census;

import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.KnownTypes;

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

    /// The types that corrections can state, and what follows from them.
    default KnownTypes types() {
        return KnownTypes.DELIVERED;
    }

    /// What counts for a column: what was measured, with its correction.
    ///
    /// @param path path of the table
    default Classification applyTo(String path, Classification measured) {
        return find(path, measured.column()).applyTo(measured, types());
    }
}
