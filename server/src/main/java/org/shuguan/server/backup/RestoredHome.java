package org.shuguan.server.backup;

import java.nio.file.Path;
import org.shuguan.server.platform.DatabaseAddress;

/// A home that was restored to another path for a drill.
///
/// @param was path of the running home, by which rows and files may name files
/// @param now path of the restored one
/// @param database of a superuser of its running database
public record RestoredHome(Path was, Path now, DatabaseAddress database) {}
