package org.shuguan.dataplane.source;

import java.nio.file.Path;
import java.util.List;

/// One way in which tables stand in a file.
interface FileFormat {
    /// @param workspace for what has to be written beside the file; goes when the source is closed
    /// @throws SourceUnreadable where the file is not what its name says
    List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable;
}
