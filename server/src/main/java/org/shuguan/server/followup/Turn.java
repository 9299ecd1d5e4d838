package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;

/// Whose turn it is with a follow-up. A follow-up can have several: its lead unit works, a co-unit has not done its
/// part, a report waits to be confirmed.
///
/// @param step with the text `approval.step.<step>`
/// @param about what it is about besides the follow-up: a part, a report, a request; else the follow-up itself
/// @param role the first of those who may act, for lists that name one
/// @param groups all who may act, as `role@unit`
record Turn(
        UUID followUp,
        String step,
        UUID about,
        Role role,
        UnitCode unit,
        List<String> groups,
        Instant since,
        @Nullable LocalDate due) {
    static final String SIGN = "follow-up-sign";
    static final String DIVIDE = "follow-up-divide";
    static final String WORK = "follow-up-work";
    static final String PART = "follow-up-part";
    static final String CHECK = "follow-up-check";
    static final String REVIEW = "follow-up-review";
    static final String REQUEST = "follow-up-request";

    /// All turns of a follow-up as it stands.
    static List<Turn> of(
            FollowUp one, List<Part> parts, List<Progress> reports, List<TermRequest> requests, FollowUpTerms terms) {
        List<Turn> turns = new ArrayList<>();
        if (one.isOver()) {
            return turns;
        }
        LocalDate since = CityTime.day(one.stateSince());
        switch (one.state()) {
            case GIVEN -> turns.add(ofUnit(one, SIGN, one.id(), one.lead(), one.stateSince(), terms.signDue(since)));
            case DIVIDING ->
                turns.add(ofUnit(one, DIVIDE, one.id(), one.lead(), one.stateSince(), terms.divideDue(since)));
            case WORKING -> turns.add(ofUnit(one, WORK, one.id(), one.lead(), one.givenAt(), one.owedBy()));
            case REPORTED ->
                turns.add(ofGiver(
                        one, REVIEW, one.id(), one.reportedAt() == null ? one.stateSince() : one.reportedAt(), terms));
            case CLOSED, MERGED, WITHDRAWN -> {}
        }
        parts.stream()
                // What stands has no end, and so have its parts.
                .filter(part -> part.doneAt() == null && one.rhythm() == null)
                .forEach(part -> turns.add(ofUnit(one, PART, part.id(), part.unit(), part.addedAt(), one.lapsesOn())));
        reports.stream()
                .filter(report -> report.state() == Progress.State.WAITING && !report.isFinal())
                .forEach(report -> turns.add(ofGiver(one, CHECK, report.id(), report.at(), terms)));
        requests.stream()
                .filter(request -> request.state() == TermRequest.State.WAITING)
                .forEach(request -> turns.add(ofGiver(one, REQUEST, request.id(), request.at(), terms)));
        return turns;
    }

    /// A turn of a unit: of its CDO and its stewards.
    private static Turn ofUnit(
            FollowUp one, String step, UUID about, UnitCode unit, Instant since, @Nullable LocalDate due) {
        return new Turn(
                one.id(),
                step,
                about,
                Role.UNIT_CDO,
                unit,
                List.of(Capacity.group(Role.UNIT_CDO, unit), Capacity.group(Role.DATA_STEWARD, unit)),
                since,
                due);
    }

    private static Turn ofGiver(FollowUp one, String step, UUID about, Instant since, FollowUpTerms terms) {
        return new Turn(
                one.id(),
                step,
                about,
                one.giverRole(),
                one.giverUnit(),
                List.of(one.giver()),
                since,
                terms.checkDue(CityTime.day(since)));
    }
}
