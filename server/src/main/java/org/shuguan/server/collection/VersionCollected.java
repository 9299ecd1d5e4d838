package org.shuguan.server.collection;

import java.time.Instant;
import java.util.UUID;
import org.shuguan.server.institution.UnitCode;

/// A collection has brought a new version of an entry's data.
///
/// @param run the collection
/// @param snapshot id of the version in the lake
/// @param at when the version was committed
public record VersionCollected(
        UUID plan, UUID entry, String code, String title, UnitCode unit, UUID run, long snapshot, Instant at) {}
