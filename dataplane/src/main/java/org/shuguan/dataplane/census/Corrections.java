package org.shuguan.dataplane.census;

import org.shuguan.dataplane.detect.Correction;

/// What people have said about columns of a source. A census still tells what it measured; it masks by what was said.
@FunctionalInterface
public interface Corrections {
    /// Nobody said anything.
    Corrections NONE = (path, column) -> Correction.NONE;

    /// @param path of the table
    Correction of(String path, String column);
}
