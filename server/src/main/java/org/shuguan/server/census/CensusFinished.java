package org.shuguan.server.census;

import java.util.UUID;
import org.shuguan.server.institution.UnitCode;

/// A census has read its source completely.
public record CensusFinished(UUID run, UUID source, UnitCode unit) {}
