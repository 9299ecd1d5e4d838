package org.shuguan.server.census;

import java.util.UUID;
import org.shuguan.server.institution.UnitCode;

/// A census has read its source to the end.
public record CensusFinished(UUID run, UUID source, UnitCode unit) {}
