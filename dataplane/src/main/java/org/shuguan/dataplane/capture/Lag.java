package org.shuguan.dataplane.capture;

import org.jspecify.annotations.Nullable;

/// How far a capture is behind its source.
///
/// @param bytes size of the log that the source keeps because of it, or has still to send
/// @param kept what PostgreSQL says of the kept log (`reserved`, `extended`, `unreserved`, `lost`); null where the
///     source keeps none for us
/// @param left bytes until the source gives the log up by itself; null if it never does
/// @param there whether the source still has what the next start needs
public record Lag(
        long bytes, @Nullable String kept, @Nullable Long left, boolean there) {}
