package org.shuguan.server.followup;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The city's and the units' plans and standards. Every official reads them; a unit keeps its own, the bureau those
/// of its territory.
@Service
@Transactional
public class Papers {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NOTE = 4000;

    private final KeptPapers kept;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Papers(KeptPapers kept, Access access, ApplicationEventPublisher events, Clock clock) {
        this.kept = kept;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /// @return the id of the new paper
    public UUID add(UnitCode unit, NewPaper wanted, Actor actor) {
        UnitCode of = access.mustBegin(actor, FollowUpPermission.KEEP_PAPERS, unit);
        check(wanted);
        UUID id = UUID.randomUUID();
        kept.add(id, of, wanted, Person.of(actor), clock.instant());
        events.publishEvent(new PaperChanged(id, of, wanted.title(), true));
        return id;
    }

    /// @param revision the revision that the user saw
    void edit(UUID id, long revision, NewPaper wanted, Actor actor) {
        Paper paper = kept.find(id).orElseThrow(NotFound::new);
        access.must(actor, FollowUpPermission.KEEP_PAPERS, paper.unit());
        check(wanted);
        if (!kept.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(paper.revision());
        }
        events.publishEvent(new PaperChanged(id, paper.unit(), wanted.title(), false));
    }

    @Transactional(readOnly = true)
    Optional<Paper> find(UUID id) {
        return kept.find(id);
    }

    boolean mayEdit(Paper paper, Actor actor) {
        return access.can(actor, FollowUpPermission.KEEP_PAPERS, paper.unit());
    }

    private static void check(NewPaper wanted) {
        new InvalidInput.Check()
                .that(wanted.kind() != null, "kind", "required")
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.number().length() <= LONGEST_TITLE, "number", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.issuer().length() <= LONGEST_TITLE, "issuer", "too-long", Map.of("max", LONGEST_TITLE))
                .that(wanted.note().length() <= LONGEST_NOTE, "note", "too-long", Map.of("max", LONGEST_NOTE))
                .orRefuse();
    }
}
