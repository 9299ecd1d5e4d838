package org.shuguan.server.powers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.registry.RegisterAccess;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Asking and confirming. The system administrator (or, for appointments, the bureau) asks and the security
/// administrator confirms; the audit administrator confirms what concerns the security administrator or is asked
/// for by one. What was asked for is carried out as the confirming person saw it, or not at all.
@Service
class TwoPersons {
    private static final int LONGEST_REASON = 500;

    /// @param code for a reset, to be passed to the person by whoever asked; shown only now
    record Asked(UUID id, @Nullable String code) {}

    /// @param person whom it concerns
    /// @param held the appointment that it is about, null if it is about none
    private record Matter(
            OfficerId person,
            String name,
            @Nullable Appointment held,
            AccountAdministration.@Nullable Known account,
            @Nullable Role role,
            @Nullable UnitCode unit) {}

    private final Requests requests;
    private final Institution institution;
    private final Substitution substitution;
    private final RegisterAccess register;
    private final Access access;
    private final AccountAdministration accounts;
    private final Identity identity;
    private final Setting<Integer> valid;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate trial;

    TwoPersons(
            Requests requests,
            Institution institution,
            Substitution substitution,
            RegisterAccess register,
            Access access,
            AccountAdministration accounts,
            Identity identity,
            Settings settings,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.requests = requests;
        this.institution = institution;
        this.substitution = substitution;
        this.register = register;
        this.access = access;
        this.accounts = accounts;
        this.identity = identity;
        this.valid = settings.days("powers.request");
        this.json = json;
        this.events = events;
        this.clock = clock;
        // A transaction of its own, so that listeners for commits are not called for what is only tried.
        this.trial = new TransactionTemplate(transactions);
        trial.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// Asks for a matter. It is tried first, so that what could not be carried out is refused now.
    ///
    /// @throws Forbidden if the person may not do this even with another
    @Transactional
    public Asked ask(Wanted wanted, Actor actor) {
        Wanted.Kind kind = check(wanted);
        mustBeEntitled(wanted, actor);
        if (!kind.ofAccount()) {
            trial.executeWithoutResult(status -> {
                carryOut(recorded(wanted), null, actor.officerName(), actor.officerName());
                status.setRollbackOnly();
            });
        }
        Wanted settled = recorded(wanted);
        Matter matter = matter(settled);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean asked = requests.open(now).stream().anyMatch(one -> isSame(one, settled, matter));
        if (asked) {
            throw RequestRefused.already();
        }
        String code = kind == Wanted.Kind.RESET ? OneTimeSecret.code() : null;
        var request = new Request(
                UUID.randomUUID(),
                kind,
                Request.State.OPEN,
                actor.officer(),
                actor.officerName(),
                actor.account(),
                now,
                now.plus(Duration.ofDays(valid.today())),
                String.valueOf(wanted.reason()).strip(),
                confirmer(matter, actor),
                matter.person(),
                matter.name(),
                matter.account() == null ? null : matter.account().name(),
                matter.role(),
                matter.unit(),
                json.writeValueAsString(settled),
                facts(matter),
                code == null ? null : OneTimeSecret.hashOfCode(code),
                null,
                null,
                null,
                null);
        requests.add(request);
        publish(RequestEvent.What.ASK, request, actor, request.reason());
        return new Asked(request.id(), code);
    }

    /// Carries out what another person asked for.
    ///
    /// @return the link of a reset, which the confirming person hands over; null for all else
    /// @throws RequestRefused if it is not open any more, or what it was asked upon has changed
    @Transactional
    public AccountAdministration.@Nullable Handed confirm(UUID id, Actor actor) {
        Request request = toDecide(id, actor);
        Wanted wanted = json.readValue(request.wanted(), Wanted.class);
        AccountAdministration.Handed handed;
        try {
            Actor asker = identity.actor(request.askedAccount()).orElseThrow(RequestRefused::stale);
            mustBeEntitled(wanted, asker);
            Matter matter = matter(wanted);
            if (!facts(matter).equals(request.facts()) || confirmer(matter, asker) != request.confirmer()) {
                throw RequestRefused.stale();
            }
            handed = carryOut(wanted, request.codeHash(), request.askedByName(), actor.officerName());
        } catch (NotFound | Forbidden | ChangedMeanwhile changed) {
            throw RequestRefused.stale();
        }
        requests.decide(id, Request.State.CONFIRMED, Person.of(actor), clock.instant(), null);
        publish(RequestEvent.What.CONFIRM, request, actor, request.reason());
        return handed;
    }

    /// Refuses what another person asked for.
    @Transactional
    public void decline(UUID id, String reason, Actor actor) {
        Request request = toDecide(id, actor);
        reason(reason).orRefuse();
        requests.decide(id, Request.State.DECLINED, Person.of(actor), clock.instant(), reason.strip());
        publish(RequestEvent.What.DECLINE, request, actor, reason.strip());
    }

    /// Takes back what the person asked for.
    @Transactional
    public void takeBack(UUID id, Actor actor) {
        Request request = readable(id, actor);
        if (!request.askedBy().equals(actor.officer())) {
            throw new Forbidden();
        }
        mustBeOpen(requests.lock(id, clock.instant()).orElseThrow(NotFound::new));
        requests.decide(id, Request.State.TAKEN_BACK, Person.of(actor), clock.instant(), null);
        publish(RequestEvent.What.TAKE_BACK, request, actor, request.reason());
    }

    /// A request that the person may see: their own, or all for the three administrators.
    @Transactional(readOnly = true)
    public Request readable(UUID id, Actor actor) {
        return requests.find(id, clock.instant())
                .filter(request -> access.canAnywhere(actor, PowerPermission.READ)
                        || request.askedBy().equals(actor.officer()))
                .orElseThrow(NotFound::new);
    }

    /// Whether the person may confirm or decline the request: by a role of their own, never what they asked for,
    /// nor what concerns themselves.
    boolean mayDecide(Request request, Actor actor) {
        return request.state() == Request.State.OPEN
                && actor.capacities().stream()
                        .anyMatch(one -> one.role() == request.confirmer() && one.principal() == null)
                && !isParty(request, actor);
    }

    private static boolean isParty(Request request, Actor actor) {
        return request.askedBy().equals(actor.officer())
                || request.askedAccount().equals(actor.account())
                || request.subject().equals(actor.officer());
    }

    private Request toDecide(UUID id, Actor actor) {
        readable(id, actor);
        Request request = requests.lock(id, clock.instant()).orElseThrow(NotFound::new);
        if (isParty(request, actor)) {
            throw RequestRefused.own();
        }
        mustBeOpen(request);
        if (!mayDecide(request, actor)) {
            throw new Forbidden();
        }
        return request;
    }

    private static void mustBeOpen(Request request) {
        if (request.state() != Request.State.OPEN) {
            throw RequestRefused.decided();
        }
    }

    private static InvalidInput.Check reason(@Nullable String reason) {
        String text = reason == null ? "" : reason;
        return new InvalidInput.Check()
                .that(!text.isBlank(), "reason", "required")
                .that(text.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON));
    }

    private Wanted.Kind check(Wanted wanted) {
        Wanted.Kind kind = wanted.kind();
        new InvalidInput.Check().that(kind != null, "kind", "required").orRefuse();
        Wanted.Kind known = Objects.requireNonNull(kind);
        boolean appoints = known == Wanted.Kind.APPOINT || known == Wanted.Kind.REPLACE;
        InvalidInput.Check check = reason(wanted.reason())
                .that(!known.ofAccount() || wanted.account() != null, "account", "required")
                .that(
                        known.ofAccount() || known == Wanted.Kind.APPOINT || wanted.appointment() != null,
                        "appointment",
                        "required")
                .that(known != Wanted.Kind.APPOINT || wanted.role() != null, "role", "required")
                .that(known != Wanted.Kind.APPOINT || wanted.unit() != null, "unit", "required")
                .that(!known.givesRole() || wanted.namesPerson(), "officerName", "required")
                .that(
                        wanted.officer() == null
                                || institution.nameOf(wanted.officer()).isPresent(),
                        "officer",
                        "officer-unknown")
                .that(!known.givesRole() || wanted.from() != null, "from", "required")
                .that(known != Wanted.Kind.SUBSTITUTE || wanted.to() != null, "to", "required")
                .that(
                        !appoints
                                || (wanted.position() != null
                                        && !wanted.position().isBlank()),
                        "position",
                        "required")
                .that(
                        known != Wanted.Kind.END || Boolean.TRUE.equals(wanted.atOnce()) || wanted.last() != null,
                        "last",
                        "required");
        check.orRefuse();
        return known;
    }

    /// @throws Forbidden if the person may not ask for it
    private void mustBeEntitled(Wanted wanted, Actor actor) {
        Wanted.Kind kind = Objects.requireNonNull(wanted.kind());
        if (kind.ofAccount()) {
            AccountAdministration.Known account =
                    accounts.find(Objects.requireNonNull(wanted.account())).orElseThrow(NotFound::new);
            boolean may = actor.is(Role.SYSTEM_ADMINISTRATOR)
                    // Else a system administrator who lost the password or the factor could not come back.
                    || (kind != Wanted.Kind.DISABLE
                            && actor.is(Role.SECURITY_ADMINISTRATOR)
                            && holds(account.officer(), Role.SYSTEM_ADMINISTRATOR));
            if (!may || account.officer().equals(actor.officer())) {
                throw new Forbidden();
            }
            return;
        }
        if (kind == Wanted.Kind.APPOINT) {
            register.mustAppoint(
                    actor,
                    Objects.requireNonNull(wanted.role()),
                    Objects.requireNonNull(wanted.unit()),
                    wanted.officer());
            return;
        }
        register.mustKeepSome(actor);
        Appointment held = held(wanted);
        register.mustAppoint(actor, held.role(), held.unit(), kind.givesRole() ? wanted.officer() : null);
        if (kind == Wanted.Kind.SUBSTITUTE && held.role().isPower()) {
            throw new Forbidden();
        }
    }

    private Appointment held(Wanted wanted) {
        return institution
                .appointment(Objects.requireNonNull(wanted.appointment()))
                .orElseThrow(NotFound::new);
    }

    private boolean holds(OfficerId officer, Role role) {
        return institution.appointmentsFrom(officer, institution.today()).stream()
                .anyMatch(one -> one.role() == role);
    }

    /// With the person's id: a new person is recorded.
    private Wanted recorded(Wanted wanted) {
        boolean fresh = Objects.requireNonNull(wanted.kind()).givesRole() && wanted.officer() == null;
        return fresh ? wanted.by(institution.enrol(String.valueOf(wanted.officerName()))) : wanted;
    }

    private Matter matter(Wanted wanted) {
        Wanted.Kind kind = Objects.requireNonNull(wanted.kind());
        if (kind.ofAccount()) {
            AccountAdministration.Known account =
                    accounts.find(Objects.requireNonNull(wanted.account())).orElseThrow(NotFound::new);
            return new Matter(account.officer(), name(account.officer()), null, account, null, null);
        }
        Appointment held = kind == Wanted.Kind.APPOINT ? null : held(wanted);
        OfficerId person = kind.givesRole()
                ? Objects.requireNonNull(wanted.officer())
                : Objects.requireNonNull(held).officer();
        return new Matter(
                person,
                name(person),
                held,
                null,
                held == null ? wanted.role() : held.role(),
                held == null ? wanted.unit() : held.unit());
    }

    private String name(OfficerId officer) {
        return institution.nameOf(officer).orElseThrow(NotFound::new);
    }

    /// Who confirms: the security administrator, or the audit administrator where the security administrator is
    /// concerned or asks.
    private Role confirmer(Matter matter, Actor asker) {
        boolean ofSecurity = matter.role() == Role.SECURITY_ADMINISTRATOR
                || holds(matter.person(), Role.SECURITY_ADMINISTRATOR)
                || asker.is(Role.SECURITY_ADMINISTRATOR);
        return ofSecurity ? Role.AUDITOR : Role.SECURITY_ADMINISTRATOR;
    }

    /// What the matter is asked upon: what the person holds, who holds the role, the appointment, the account.
    private String facts(Matter matter) {
        Appointment held = matter.held();
        AccountAdministration.Known account = matter.account();
        Stream<Appointment> persons = institution.appointmentsFrom(matter.person(), institution.today()).stream();
        Stream<Appointment> holders = matter.role() == null || matter.unit() == null
                ? Stream.empty()
                : institution.holders(matter.role(), matter.unit(), institution.today()).stream();
        String appointments = Stream.of(persons, holders, Optional.ofNullable(held).stream())
                .flatMap(one -> one)
                .map(one -> one.id() + ":" + one.version())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return appointments + (account == null ? "" : " " + account.id() + ":" + account.disabled());
    }

    private static boolean isSame(Request one, Wanted wanted, Matter matter) {
        return one.kind() == wanted.kind()
                && one.subject().equals(matter.person())
                && one.role() == matter.role()
                && Objects.equals(one.unit(), matter.unit());
    }

    private AccountAdministration.@Nullable Handed carryOut(
            Wanted wanted, @Nullable String codeHash, String askedBy, String confirmedBy) {
        switch (Objects.requireNonNull(wanted.kind())) {
            case APPOINT ->
                institution.appoint(
                        Objects.requireNonNull(wanted.officer()),
                        Objects.requireNonNull(wanted.role()),
                        Objects.requireNonNull(wanted.unit()),
                        wanted.terms(Objects.requireNonNull(wanted.from())));
            case REPLACE ->
                institution.replace(
                        Objects.requireNonNull(wanted.appointment()),
                        wanted.versionSeen(),
                        Objects.requireNonNull(wanted.officer()),
                        wanted.terms(Objects.requireNonNull(wanted.from())));
            case END -> {
                UUID appointment = Objects.requireNonNull(wanted.appointment());
                if (Boolean.TRUE.equals(wanted.atOnce())) {
                    institution.endNow(appointment, wanted.versionSeen());
                } else {
                    institution.end(appointment, wanted.versionSeen(), Objects.requireNonNull(wanted.last()));
                }
            }
            case CANCEL -> institution.cancel(Objects.requireNonNull(wanted.appointment()), wanted.versionSeen());
            case SUBSTITUTE ->
                substitution.name(
                        Objects.requireNonNull(wanted.appointment()),
                        Objects.requireNonNull(wanted.officer()),
                        wanted.actingReason() == null ? "" : wanted.actingReason(),
                        Objects.requireNonNull(wanted.from()),
                        Objects.requireNonNull(wanted.to()));
            case RESET -> {
                return accounts.resetByTwo(
                        Objects.requireNonNull(wanted.account()),
                        Objects.requireNonNull(codeHash),
                        askedBy,
                        confirmedBy);
            }
            case DISABLE -> accounts.disableByTwo(Objects.requireNonNull(wanted.account()));
            case REMOVE_FACTOR ->
                accounts.removeFactorByTwo(Objects.requireNonNull(wanted.account()), askedBy, confirmedBy);
        }
        return null;
    }

    private void publish(RequestEvent.What what, Request request, Actor by, String reason) {
        events.publishEvent(RequestEvent.of(what, request, by.officer(), by.officerName(), reason));
    }
}
