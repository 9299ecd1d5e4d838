package org.shuguan.server.sharing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.demand.DemandLists;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// SharingRequests from the draft to the owners. A steward writes one, the unit's CDO agrees; what is shared
/// unconditionally
/// is granted then by the rule, and the rest goes by the bureau's check of the form to the owners ([Answering]).
@Service
@Transactional
public class Requesting {
    private final SharingRequests requests;
    private final RequestParts parts;
    private final OfferedEntries offered;
    private final AskRules rules;
    private final Answering answering;
    private final Granting granting;
    private final DemandLists demands;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Requesting(
            SharingRequests requests,
            RequestParts parts,
            OfferedEntries offered,
            AskRules rules,
            Answering answering,
            Granting granting,
            DemandLists demands,
            Approvals approvals,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.requests = requests;
        this.parts = parts;
        this.offered = offered;
        this.rules = rules;
        this.answering = answering;
        this.granting = granting;
        this.demands = demands;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// Creates a draft of a unit's request.
    public UUID create(UnitCode unit, Ask ask, Actor actor) {
        return created(access.mustBegin(actor, SharingPermission.WRITE, unit), ask, false, actor);
    }

    /// Orders that data are given back to a unit 回流: the bureau writes the request for it and submits it. The unit's
    /// CDO agrees to what it will answer for, and the owners decide as always; the form needs no check.
    public UUID order(UnitCode unit, Ask ask, Actor actor) {
        UUID id = created(access.mustBegin(actor, SharingPermission.ORDER, unit), ask, true, actor);
        submit(request(id), actor);
        return id;
    }

    private UUID created(UnitCode of, Ask ask, boolean ordered, Actor actor) {
        rules.draft(ask).orRefuse();
        String demand = ask.demand() == null
                ? null
                : demands.numberOf(ask.demand(), actor).orElseThrow(() -> refused("demand", "demand-unknown"));
        UUID id = UUID.randomUUID();
        String number = requests.nextNumber(institution.today().getYear());
        requests.add(id, number, of, ask, demand, ordered, Person.of(actor), clock.instant());
        store(id, of, ask, ordered ? SharingPermission.ORDER : SharingPermission.WRITE, actor);
        publish(request(id), SharingEvent.What.CREATE, actor, null, Map.of());
        return id;
    }

    /// @param revision the revision that the user saw
    public void edit(UUID id, long revision, Ask ask, Actor actor) {
        SharingRequest request = draft(id, actor);
        rules.draft(ask).orRefuse();
        if (!requests.save(id, revision, ask, clock.instant())) {
            throw new ChangedMeanwhile(request.revision());
        }
        store(id, request.unit(), ask, SharingPermission.WRITE, actor);
        publish(request, SharingEvent.What.EDIT, actor, null, Map.of());
    }

    /// Stores the parts and the assessment, and who wrote them: they must not decide. What was granted before a
    /// request was returned stays as it is.
    private void store(UUID id, UnitCode unit, Ask ask, SharingPermission by, Actor actor) {
        requests.assess(id, ask.assessment());
        Map<UUID, Part> stored = new HashMap<>();
        parts.of(id).forEach(part -> stored.put(part.entry(), part));
        Set<UUID> wanted = new HashSet<>();
        int position = 0;
        for (Ask.Part part : ask.parts()) {
            Part before = stored.get(part.entry());
            if (wanted.add(part.entry()) && (before == null || before.state() == Part.State.DRAFT)) {
                parts.save(draft(id, unit, part, before == null ? UUID.randomUUID() : before.id(), position));
            }
            position++;
        }
        stored.values().stream()
                .filter(part -> part.state() == Part.State.DRAFT && !wanted.contains(part.entry()))
                .forEach(part -> parts.remove(part.id()));
        approvals.drafted(RequestFlow.FLOW, id.toString(), by, unit, actor);
        approvals.drafted(
                RequestFlow.PART_FLOW,
                parts.of(id).stream().map(part -> part.id().toString()).toList(),
                actor.officer());
    }

    private Part draft(UUID request, UnitCode unit, Ask.Part asked, UUID id, int position) {
        Version version = offered.published(asked.entry()).orElseThrow(() -> refused("part-" + position, "entry-gone"));
        new InvalidInput.Check()
                .that(!answers(version.unit()).equals(answers(unit)), "part-" + position, "own-entry")
                .that(
                        asked.renews() == null || granting.renewable(asked.renews(), asked.entry(), unit),
                        "part-" + position,
                        "grant-unknown")
                .orRefuse();
        Content content = version.content();
        Set<String> names = new HashSet<>();
        List<Ask.Item> items = new ArrayList<>();
        asked.items().stream().filter(item -> names.add(item.name())).forEach(items::add);
        return new Part(
                id,
                request,
                position,
                asked.entry(),
                version.code(),
                content.title(),
                version.unit(),
                OfferedEntries.strictest(content, names),
                OfferedEntries.grade(content, names),
                items,
                asked.rowFilter(),
                asked.renews(),
                Part.State.DRAFT,
                null,
                List.of(),
                null,
                null,
                false,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    private UnitCode answers(UnitCode unit) {
        return institution.answering(unit, institution.today());
    }

    /// Submits a draft to the unit's CDO.
    public void submit(UUID id, Actor actor) {
        submit(draft(id, actor), actor);
    }

    private void submit(SharingRequest request, Actor actor) {
        UUID id = request.id();
        List<Part> wanted = parts.of(id).stream()
                .filter(part -> part.state() == Part.State.DRAFT)
                .toList();
        rules.submission(request, wanted, requests.assessment(id).orElse(null)).orRefuse();
        String caseId = request.caseId();
        if (caseId == null) {
            caseId = approvals.start(
                    RequestFlow.FLOW,
                    new NewCase(
                            id.toString(),
                            request.unit(),
                            access.servedBy(Role.BUREAU_OPERATOR, request.unit()),
                            request.title(),
                            request.link(),
                            request.ordered() ? Role.BUREAU_OPERATOR : Role.DATA_STEWARD,
                            Map.of("check", !request.ordered()),
                            request.ordered()
                                    ? access.capacities(actor, SharingPermission.ORDER, request.unit())
                                            .getFirst()
                                            .unit()
                                    : request.unit()),
                    actor);
        } else {
            approvals.decide(
                    RequestFlow.FLOW,
                    caseId,
                    SharingRequest.State.DRAFT,
                    RequestFlow.Outcome.SUBMIT,
                    new Given(request.title(), null, Map.of(), Map.of()),
                    actor);
        }
        wanted.forEach(part -> parts.move(part, Part.State.WAITING, Map.of()));
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", caseId);
        also.put("returned_because", null);
        also.put("submitted_at", now());
        requests.move(request, SharingRequest.State.SUBMITTED, also, clock.instant());
        publish(
                request,
                SharingEvent.What.SUBMIT,
                actor,
                null,
                approvals.last(caseId).facts());
    }

    /// The unit's CDO agrees: what is shared unconditionally is granted, the rest goes to the bureau.
    public void agree(UUID id, @Nullable String comment, Actor actor) {
        decide(id, RequestFlow.Outcome.AGREE, comment, actor);
    }

    /// The bureau passes the form: the parts go to the owners.
    public void pass(UUID id, @Nullable String comment, Actor actor) {
        decide(id, RequestFlow.Outcome.PASS, comment, actor);
    }

    /// The CDO or the bureau returns it to the steward.
    public void giveBack(UUID id, String comment, Actor actor) {
        decide(id, RequestFlow.Outcome.RETURN, comment, actor);
    }

    void decide(UUID id, RequestFlow.Outcome outcome, @Nullable String comment, Actor actor) {
        SharingRequest request = requests.lock(id).orElseThrow(NotFound::new);
        List<Part> waiting = waiting(id);
        boolean check = !request.ordered()
                && waiting.stream().anyMatch(part -> part.sharingType() != SharingType.UNCONDITIONAL);
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("comment", comment);
        Decided<SharingRequest.State> decided;
        try {
            decided = approvals.decide(
                    RequestFlow.FLOW,
                    request.caseId(),
                    request.state(),
                    outcome,
                    new Given(request.title(), comment, fields, Map.of("check", check)),
                    actor);
        } catch (StepGone gone) {
            throw SharingRefused.notThere();
        }
        requests.move(request, decided.state(), also(outcome, comment), clock.instant());
        publish(
                request,
                SharingEvent.What.valueOf(outcome.name()),
                actor,
                comment,
                decided.decision().facts());
        switch (outcome) {
            case RETURN, TAKE_BACK -> waiting.forEach(part -> parts.move(part, Part.State.DRAFT, Map.of()));
            case AGREE ->
                waiting.forEach(part -> {
                    if (part.sharingType() == SharingType.UNCONDITIONAL) {
                        granting.byRule(request, part);
                    } else if (request.ordered()) {
                        answering.forward(request, part, actor);
                    }
                });
            case PASS -> waiting.forEach(part -> answering.forward(request, part, actor));
            case SUBMIT -> throw SharingRefused.notThere();
        }
        answering.closeIfSettled(id);
    }

    private Map<String, @Nullable Object> also(RequestFlow.Outcome outcome, @Nullable String comment) {
        Map<String, @Nullable Object> also = new HashMap<>();
        switch (outcome) {
            case AGREE -> also.put("agreed_at", now());
            case PASS -> also.put("checked_at", now());
            case RETURN -> also.put("returned_because", String.valueOf(comment).strip());
            case TAKE_BACK, SUBMIT -> also.put("returned_because", null);
        }
        return also;
    }

    private List<Part> waiting(UUID request) {
        return parts.of(request).stream()
                .filter(part -> part.state() == Part.State.WAITING)
                .toList();
    }

    /// Deletes a draft of which nothing was granted.
    public void delete(UUID id, Actor actor) {
        SharingRequest request = draft(id, actor);
        if (parts.of(id).stream().anyMatch(part -> part.state() != Part.State.DRAFT)) {
            throw SharingRefused.notThere();
        }
        if (request.caseId() != null) {
            approvals.abandon(request.caseId(), "draft deleted");
        }
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", null);
        requests.move(request, SharingRequest.State.DELETED, also, clock.instant());
        publish(request, SharingEvent.What.DELETE, actor, null, Map.of());
    }

    /// Creates a draft that asks for a grant again, with what it contains now.
    public UUID renew(Grant grant, Actor actor) {
        UnitCode unit = answers(grant.consumer());
        SharingRequest before = Optional.ofNullable(parts.find(grant.part()).orElse(null))
                .flatMap(part -> requests.find(part.request()))
                .orElseThrow(NotFound::new);
        Part part = parts.find(grant.part()).orElseThrow(NotFound::new);
        List<Ask.Item> items = grant.items().stream()
                .map(item -> part.items().stream()
                        .filter(asked -> asked.name().equals(item.name()))
                        .findFirst()
                        .orElse(new Ask.Item(item.name(), item.mask(), "", ""))
                        .withMask(item.mask()))
                .toList();
        var first = grant.lastDay().isBefore(institution.today())
                ? institution.today()
                : grant.lastDay().plusDays(1);
        return create(
                unit,
                new Ask(
                        before.title(),
                        grant.purpose(),
                        before.scenario(),
                        grant.legalBasis(),
                        grant.modes(),
                        before.frequency(),
                        grant.limits().perSecond(),
                        grant.limits().perDay(),
                        grant.limits().addresses(),
                        grant.limits().hours(),
                        grant.clients(),
                        first,
                        first.plusYears(1).minusDays(1),
                        before.responsible(),
                        before.phone(),
                        null,
                        null,
                        List.of(new Ask.Part(grant.entry(), items, grant.rowFilter(), grant.id()))),
                actor);
    }

    private SharingRequest request(UUID id) {
        return requests.lock(id).orElseThrow(NotFound::new);
    }

    /// A draft that the actor may write.
    private SharingRequest draft(UUID id, Actor actor) {
        SharingRequest request = request(id);
        access.must(actor, SharingPermission.WRITE, request.unit());
        if (request.state() != SharingRequest.State.DRAFT) {
            throw SharingRefused.notThere();
        }
        return request;
    }

    private Object now() {
        Instant now = clock.instant();
        return Objects.requireNonNull(Rows.parameter(now));
    }

    private static InvalidInput refused(String field, String code) {
        return new InvalidInput(List.of(new InvalidInput.FieldError(field, code, Map.of())));
    }

    private void publish(
            SharingRequest request,
            SharingEvent.What what,
            Actor actor,
            @Nullable String reason,
            Map<String, String> facts) {
        events.publishEvent(
                new SharingEvent(SharingEvent.Ref.of(request), what, actor.officer(), reason, facts, clock.instant()));
    }
}
