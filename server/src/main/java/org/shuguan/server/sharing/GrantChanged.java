package org.shuguan.server.sharing;

import java.util.UUID;

/// A grant was given or changed: its limits, its items, its state. Published in the transaction of the change; other
/// nodes learn of it from the database's channel [Grants#CHANNEL].
///
/// @param change the number of the change, as in [Grant#change]
public record GrantChanged(UUID grant, long change) {}
