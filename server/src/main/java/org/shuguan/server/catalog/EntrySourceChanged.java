package org.shuguan.server.catalog;

import java.util.UUID;

/// A census found that the table behind an entry is not what the entry says any more. Told again by each census
/// until it is decided; then the change is the same.
///
/// @param ref what is on its way, else what is published
/// @param change by which one change is told from the next
public record EntrySourceChanged(EntryRef ref, UUID change) {}
