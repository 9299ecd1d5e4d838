package org.shuguan.server.census;

import java.util.UUID;

/// A source is about to be removed with all that was found in it.
record SourceRemoved(UUID source) {}
