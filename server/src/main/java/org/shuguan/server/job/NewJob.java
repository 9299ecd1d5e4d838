package org.shuguan.server.job;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;

/// A job to be started.
///
/// @param id chosen by the module, which may use it as the id of its own row
/// @param kind name of a [JobKind]
/// @param subject what it is about; at most one job of a kind and subject waits or runs at a time
/// @param unit to which it belongs, null for the city
/// @param facts named arguments of the title
/// @param link the page of the subject
/// @param startedBy null if no person started it
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
