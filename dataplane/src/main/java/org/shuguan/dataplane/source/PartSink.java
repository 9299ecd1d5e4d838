package org.shuguan.dataplane.source;

import java.io.IOException;

/// Takes the rows of a table as the content of the files that the engine reads, so that they can be written by
/// another process than the one that read them.
public interface PartSink {
    /// Takes the next bytes of a file.
    ///
    /// @param part number of the file, from 0
    void write(int part, byte[] from, int start, int length) throws IOException;

    /// The rows written so far do not count; all files begin again.
    void restart() throws IOException;

    /// How many rows were read so far, for progress.
    default void rows(long number) {
        // Not every sink shows progress.
    }
}
