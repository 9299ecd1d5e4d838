package org.shuguan.dataplane.source;

import java.io.IOException;
import java.util.function.Predicate;

/// The lines of a text file or a sheet, in order, as often as they are wanted. Nobody holds all of them.
interface Lines {
    /// @param taker says whether it wants another
    void each(Predicate<Line> taker) throws IOException, SourceUnreadable;
}
