package org.shuguan.server.followup;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Answers other modules' questions about follow-ups: where they are, and how many a unit has.
@Service
@Transactional(readOnly = true)
public class FollowUpFacts {
    /// How the follow-ups that a unit leads stand on a day.
    public record Load(int open, int overdue, int closed, int inTime) {}

    private final KeptFollowUps kept;
    private final FollowUps followUps;
    private final FollowUpTerms terms;

    FollowUpFacts(KeptFollowUps kept, FollowUps followUps, FollowUpTerms terms) {
        this.kept = kept;
        this.followUps = followUps;
        this.terms = terms;
    }

    /// Whatever its reader may see: the caller shows it to those who may see what it came from.
    public Optional<FollowUp> find(UUID id) {
        return kept.find(id);
    }

    /// The same of several, by their ids; unknown ids are left out.
    public Map<UUID, FollowUp> find(Collection<UUID> ids) {
        return kept.find(ids).stream().collect(Collectors.toMap(FollowUp::id, Function.identity()));
    }

    /// Whether the actor may read it.
    public boolean isReadable(UUID id, Actor actor) {
        return kept.seen(id, followUps.reader(actor)).isPresent();
    }

    /// How the follow-ups stand that the unit leads.
    public Load of(UnitCode lead, LocalDate day) {
        return kept.rates(new KeptFollowUps.Reader(Scope.of(Set.of(lead)), List.of()), null, null, day).stream()
                .filter(rate -> rate.lead().equals(lead))
                .map(rate -> new Load(rate.open(), rate.overdue(), rate.closed(), rate.inTime()))
                .findFirst()
                .orElse(new Load(0, 0, 0, 0));
    }

    /// The last day of what its lead unit owes next, empty if none is named.
    public Optional<LocalDate> owedBy(FollowUp one) {
        return Optional.ofNullable(one.owedBy());
    }

    public DeadlineLight light(FollowUp one) {
        return terms.light(one);
    }
}
