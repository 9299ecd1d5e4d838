package org.shuguan.dataplane.source;

import java.io.IOException;
import java.util.function.Predicate;

/// The lines of a text file or a sheet, in order. They can be read any number of times and are never all held in
/// memory.
interface LineSource {
    /// Reads the lines from the beginning.
    ///
    /// @param taker receives each line and returns whether it wants another
    void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable;
}
