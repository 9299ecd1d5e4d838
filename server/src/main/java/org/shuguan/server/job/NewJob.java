package org.shuguan.server.job;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;

/// Work to be done.
///
/// @param id under which the module knows it too
/// @param kind name of a [JobKind]
/// @param subject what it is about: of one kind and subject one job waits or runs at a time
/// @param unit whose matter it is, null for the whole city
/// @param facts named arguments of the title
/// @param link the page of the subject
/// @param startedBy null where nobody did
public record NewJob(
        UUID id,
        String kind,
        String subject,
        @Nullable UnitCode unit,
        Map<String, String> facts,
        @Nullable String link,
        @Nullable Person startedBy) {
    public NewJob {
        facts = Map.copyOf(facts);
    }
}
