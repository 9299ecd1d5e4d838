package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.FileIO;

/// The files of a lake in their place. The engine reads and writes files of this disk only; where the place is
/// another one, files are copied there and back. All files are immutable once they are stored.
interface LakeFiles extends FileIO {
    /// A file in the place.
    record Stored(String location, Instant changed) {}

    /// The location of which all others are part.
    String warehouse();

    /// The one spelling of a location, by which locations are compared.
    String canonical(String location);

    /// The file of this disk into which the content of a location is written before it is stored. Its folder exists.
    Path draft(String location) throws IOException;

    /// Puts a written draft into the place, whole or not at all: when this returns, a commit may name the location.
    ///
    /// @throws PlaceFailed if it is not there
    void store(Path draft, String location) throws IOException;

    /// The file of this disk from which the engine reads a location while it is held.
    Path local(String location);

    /// Makes files readable on this disk.
    ///
    /// @throws PlaceFailed if one of them cannot be had unharmed
    HeldFiles hold(List<DataFile> files);

    /// All files whose location begins with this one and a slash.
    List<Stored> list(String folder) throws IOException;

    /// Removes what was begun to be stored below a location before a moment, and was never completed.
    void abandon(String folder, Instant before);
}
