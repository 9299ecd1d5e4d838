package org.shuguan.server.sharing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Decided;
import org.shuguan.server.approval.Given;
import org.shuguan.server.approval.NewCase;
import org.shuguan.server.approval.StepGone;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The answers of the owners: each part of a request is a case of its own. The term runs from the day on which the
/// part came to the owner, whoever is asked for an opinion meanwhile; that it passes grants nothing.
@Service
@Transactional
public class Answering {
    static final String SECURITY = "security";
    static final String STEWARD = "steward";

    private final SharingRequests requests;
    private final RequestParts parts;
    private final OfferedEntries offered;
    private final AskRules rules;
    private final Granting granting;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> term;
    private final Setting<Integer> extension;
    private final Setting<Integer> secondFrom;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Answering(
            SharingRequests requests,
            RequestParts parts,
            OfferedEntries offered,
            AskRules rules,
            Granting granting,
            Approvals approvals,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.requests = requests;
        this.parts = parts;
        this.offered = offered;
        this.rules = rules;
        this.granting = granting;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.term = settings.workingDays("sharing.answer");
        this.extension = settings.workingDays("sharing.extension");
        this.secondFrom = settings.number("sharing.second-from");
        this.events = events;
        this.clock = clock;
    }

    /// Gives a part to its owner.
    void forward(SharingRequest request, Part part, Actor actor) {
        LocalDate today = institution.today();
        LocalDate due = calendar.due(today, term.on(today));
        UnitCode territory = access.servedBy(Role.BUREAU_OPERATOR, part.owner(), request.unit());
        String caseId = approvals.start(
                RequestFlow.PART_FLOW,
                new NewCase(
                        part.id().toString(),
                        part.owner(),
                        territory,
                        title(request, part),
                        request.link() + "?part=" + part.id(),
                        request.ordered() ? Role.UNIT_CDO : Role.BUREAU_OPERATOR,
                        Map.of(
                                "due",
                                date(due),
                                "second",
                                false,
                                SECURITY,
                                access.servedBy(Role.SECURITY_REVIEWER, part.owner())
                                        .value()),
                        request.ordered() ? request.unit() : territory),
                actor);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("case_id", caseId);
        also.put("due", due);
        also.put("answering_since", now());
        also.put("extended", false);
        also.put("partly", false);
        also.put("refusal_reason", null);
        also.put("refusal_basis", null);
        also.put("answered_at", null);
        if (part.caseId() != null) {
            List<String> former = new ArrayList<>(part.formerCases());
            former.add(part.caseId());
            also.put("former_cases", former.toArray(String[]::new));
        }
        parts.move(part, Part.State.ANSWERING, also);
        parts.setAnswer(part.id(), null);
        publish(request, part, SharingEvent.What.FORWARD, null, actor, Map.of());
    }

    /// The last day of the owner's answer by the calendar of today: the term from the day on which the part went to the
    /// owner, with the extension if the bureau allowed it. A rule counts as it was on that day.
    @Transactional(readOnly = true)
    LocalDate due(Part part) {
        LocalDate since = CityTime.day(Objects.requireNonNull(part.answeringSince()));
        LocalDate due = calendar.due(since, term.on(since));
        return part.extended() ? calendar.due(due, extension.on(since)) : due;
    }

    /// The owner's CDO grants all or a part of what was asked for.
    public void grant(UUID part, Answer answer, Actor actor) {
        decide(part, RequestFlow.PartOutcome.GRANT, answer, actor);
    }

    /// The owner's CDO refuses, with a reason and a law.
    public void refuse(UUID part, String reason, String basis, Actor actor) {
        decide(part, RequestFlow.PartOutcome.REFUSE, new Answer(List.of(), null, reason, basis, null, null), actor);
    }

    /// The owner's CDO asks for an opinion.
    ///
    /// @param reviewer `security`, `steward`, or the code of a unit
    public void ask(UUID part, String reviewer, String question, Actor actor) {
        decide(part, RequestFlow.PartOutcome.ASK, new Answer(List.of(), null, null, null, reviewer, question), actor);
    }

    /// The parts of a request, in its order.
    @Transactional(readOnly = true)
    public List<UUID> partsOf(UUID request) {
        return parts.of(request).stream().map(Part::id).toList();
    }

    /// Decides the current step of a part's case; its state follows the case.
    void decide(UUID id, RequestFlow.PartOutcome outcome, Answer answer, Actor actor) {
        Part part = parts.lock(id).orElseThrow(NotFound::new);
        SharingRequest request = requests.lock(part.request()).orElseThrow(NotFound::new);
        Map<String, Object> facts = new HashMap<>();
        Map<String, @Nullable Object> also = new HashMap<>();
        prepare(part, outcome, answer, facts, also);
        Decided<Part.State> decided;
        try {
            decided = approvals.decide(
                    RequestFlow.PART_FLOW,
                    part.caseId(),
                    part.state(),
                    outcome,
                    new Given(title(request, part), comment(outcome, answer), answer.fields(), facts),
                    actor);
        } catch (StepGone gone) {
            throw SharingRefused.notThere();
        }
        settle(request, part, outcome, answer, decided, also, actor);
        closeIfSettled(request.id());
    }

    private void settle(
            SharingRequest request,
            Part part,
            RequestFlow.PartOutcome outcome,
            Answer answer,
            Decided<Part.State> decided,
            Map<String, @Nullable Object> also,
            Actor actor) {
        SharingEvent.What what = what(outcome, decided.state());
        if (outcome == RequestFlow.PartOutcome.GRANT) {
            parts.setAnswer(part.id(), answer);
        } else if (outcome == RequestFlow.PartOutcome.OBJECT) {
            parts.setAnswer(part.id(), null);
        }
        if (decided.state() == Part.State.GRANTED) {
            Answer given = Objects.requireNonNull(outcome == RequestFlow.PartOutcome.GRANT ? answer : part.answer());
            granting.decided(request, part, given, Person.of(actor));
        } else {
            parts.move(part, decided.state(), also);
        }
        Map<String, String> told = new HashMap<>(decided.decision().facts());
        told.put("entry", part.resource().value());
        events.publishEvent(new SharingEvent(
                SharingEvent.Ref.of(request, part, what == SharingEvent.What.ASK ? recipient(part, answer) : null),
                what,
                actor.officer(),
                comment(outcome, answer),
                told,
                clock.instant()));
    }

    private static SharingEvent.What what(RequestFlow.PartOutcome outcome, Part.State after) {
        return switch (outcome) {
            case GRANT -> after == Part.State.SECOND ? SharingEvent.What.COUNTERSIGN : SharingEvent.What.GRANT;
            case SIGN -> SharingEvent.What.GRANT;
            case REFUSE -> SharingEvent.What.REFUSE;
            case ASK -> SharingEvent.What.ASK;
            case OPINE -> SharingEvent.What.OPINE;
            case CALL_BACK -> SharingEvent.What.CALL_BACK;
            case EXTEND -> SharingEvent.What.EXTEND;
            case ALLOW -> SharingEvent.What.ALLOW;
            case DENY -> SharingEvent.What.DENY;
            case OBJECT -> SharingEvent.What.OBJECT;
        };
    }

    /// Collects what an outcome changes besides the state: variables of the case (`facts`) and columns of the part
    /// (`also`).
    private void prepare(
            Part part,
            RequestFlow.PartOutcome outcome,
            Answer answer,
            Map<String, Object> facts,
            Map<String, @Nullable Object> also) {
        switch (outcome) {
            case GRANT -> {
                Content content = offered.published(part.entry())
                        .map(Version::content)
                        .orElseThrow(() -> new InvalidInput(
                                List.of(new InvalidInput.FieldError("items", "entry-gone", Map.of()))));
                rules.grant(part, content, answer);
                facts.put("second", needsSecond(Granting.granted(part, answer), content));
            }
            case REFUSE -> {
                rules.refusal(answer);
                also.put("refusal_reason", answer.refusal());
                also.put("refusal_basis", String.valueOf(answer.basis()).strip());
                also.put("answered_at", now());
            }
            case ASK -> {
                Recipient.Holders asked = reviewer(part, answer);
                facts.put("reviewer", asked.role().word());
                facts.put("reviewing", asked.unit().value());
            }
            case EXTEND -> {
                if (part.extended()) {
                    throw SharingRefused.extended();
                }
            }
            case ALLOW -> {
                LocalDate due = calendar.due(Objects.requireNonNull(part.due()), extension.today());
                facts.put("due", date(due));
                also.put("due", due);
                also.put("extended", true);
            }
            case OPINE, CALL_BACK, DENY, SIGN, OBJECT -> {}
        }
    }

    /// Whether what is granted has a grade that needs a second signature.
    private boolean needsSecond(List<Ask.Item> granted, Content content) {
        Grade highest = OfferedEntries.grade(
                content, granted.stream().map(Ask.Item::name).toList());
        return highest.compareTo(Grade.general(secondFrom.today())) >= 0;
    }

    /// Who is asked for an opinion; the unit is the territory for the security reviewer.
    private Recipient.Holders reviewer(Part part, Answer answer) {
        String wanted = answer.reviewer() == null ? "" : answer.reviewer();
        if (wanted.equals(SECURITY)) {
            return new Recipient.Holders(Role.SECURITY_REVIEWER, access.servedBy(Role.SECURITY_REVIEWER, part.owner()));
        }
        if (wanted.equals(STEWARD)) {
            return new Recipient.Holders(Role.DATA_STEWARD, part.owner());
        }
        UnitCode unit = new UnitCode(wanted.isBlank() ? "?" : wanted);
        new InvalidInput.Check()
                .that(!wanted.isBlank(), "reviewer", "required")
                .that(wanted.isBlank() || institution.unit(unit).isPresent(), "reviewer", "unit-unknown")
                .that(!unit.equals(part.owner()), "reviewer", "asks-oneself")
                .orRefuse();
        return new Recipient.Holders(Role.UNIT_CDO, unit);
    }

    private Recipient recipient(Part part, Answer answer) {
        Recipient.Holders asked = reviewer(part, answer);
        return asked.role() == Role.SECURITY_REVIEWER
                ? new Recipient.Overseers(Role.SECURITY_REVIEWER, part.owner())
                : asked;
    }

    /// The unit that asked withdraws a part before it is answered.
    public void withdraw(UUID id, @Nullable String reason, Actor actor) {
        Part part = parts.lock(id).orElseThrow(NotFound::new);
        SharingRequest request = requests.lock(part.request()).orElseThrow(NotFound::new);
        access.must(actor, SharingPermission.WRITE, request.unit());
        String because = AskRules.reason(reason);
        if (!part.state().open()) {
            throw SharingRefused.notThere();
        }
        approvals.abandon(Objects.requireNonNull(part.caseId()), "withdrawn");
        parts.move(part, Part.State.WITHDRAWN, Map.of("answered_at", now()));
        publish(request, part, SharingEvent.What.WITHDRAW, because, actor, Map.of());
        closeIfSettled(request.id());
    }

    /// Closes a request of which every part is answered.
    void closeIfSettled(UUID id) {
        SharingRequest request = requests.lock(id).orElseThrow(NotFound::new);
        if (request.state() == SharingRequest.State.ANSWERING
                && parts.of(id).stream().allMatch(part -> part.state().settled())) {
            requests.move(request, SharingRequest.State.CLOSED, Map.of("closed_at", now()), clock.instant());
        }
    }

    static @Nullable String comment(RequestFlow.PartOutcome outcome, Answer answer) {
        return outcome == RequestFlow.PartOutcome.REFUSE ? answer.basis() : answer.comment();
    }

    private static String title(SharingRequest request, Part part) {
        return part.title() + " · " + request.title();
    }

    /// The end of a day, as the engine stores due dates.
    private static Date date(LocalDate day) {
        return Date.from(CityTime.endOf(day));
    }

    private Object now() {
        Instant now = clock.instant();
        return Objects.requireNonNull(Rows.parameter(now));
    }

    private void publish(
            SharingRequest request,
            Part part,
            SharingEvent.What what,
            @Nullable String reason,
            Actor actor,
            Map<String, String> facts) {
        Map<String, String> told = new HashMap<>(facts);
        told.put("entry", part.resource().value());
        events.publishEvent(new SharingEvent(
                SharingEvent.Ref.of(request, part, null), what, actor.officer(), reason, told, clock.instant()));
    }
}
