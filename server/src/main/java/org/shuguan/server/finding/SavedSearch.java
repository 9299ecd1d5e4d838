package org.shuguan.server.finding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;

/// A question that somebody keeps and wants to hear of.
///
/// @param question as it was typed
/// @param chosen facet → values of which one must hold
/// @param paused kept, but silent
/// @param told of how many entries it has told
record SavedSearch(
        UUID id,
        OfficerId officer,
        String name,
        String question,
        Map<String, List<String>> chosen,
        boolean paused,
        Instant savedAt,
        long told) {}
