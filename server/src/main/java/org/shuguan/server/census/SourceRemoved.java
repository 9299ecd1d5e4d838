package org.shuguan.server.census;

import java.util.UUID;

/// A source is about to be removed with all its results.
record SourceRemoved(UUID source) {}
