package org.shuguan.server.savedsearch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;

/// A query that an officer saved.
///
/// @param query as it was typed; may be empty where there are filters
/// @param filters facet → the values of which a match must have one
/// @param paused whether it sends no notices
/// @param version to be sent with a change
/// @param notified the number of entries that it has sent a notice about
record SavedSearch(
        UUID id,
        OfficerId officer,
        String name,
        String query,
        Map<String, List<String>> filters,
        boolean paused,
        Instant savedAt,
        long version,
        long notified) {}
