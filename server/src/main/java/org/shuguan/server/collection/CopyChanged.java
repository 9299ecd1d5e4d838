package org.shuguan.server.collection;

import java.util.UUID;

/// The served copy of a captured table, whose changes somebody follows, has taken some. Told on the node that captures,
/// after the
/// commit; it may be lost, so that whoever follows the copy looks from time to time too.
public record CopyChanged(UUID entry) {}
