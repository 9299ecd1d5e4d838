package org.shuguan.server.sharing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Appeals against refusals. The unit's CDO raises one, the joint meeting decides, and the bureau records the decision:
/// either the owner must answer again, or the refusal stays.
@Service
@Transactional
public class Appeals {
    private static final String SELECT = """
            select a.id, a.part, p.request, r.number, p.title, r.unit, p.owner, a.reason, p.refusal_basis, a.state,
                   a.raised_by, a.raised_at, a.decision, a.settled_by, a.settled_at
              from sharing.appeal a join sharing.part p on p.id = a.part join sharing.request r on r.id = p.request
            """;

    private final JdbcClient jdbc;
    private final SharingRequests requests;
    private final RequestParts parts;
    private final Answering answering;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> term;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Appeals(
            JdbcClient jdbc,
            SharingRequests requests,
            RequestParts parts,
            Answering answering,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.parts = parts;
        this.answering = answering;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.term = settings.workingDays("sharing.appeal");
        this.events = events;
        this.clock = clock;
    }

    /// The appeals that wait for a decision, the oldest first: for the agenda of the joint meeting.
    @Transactional(readOnly = true)
    public List<Appeal> open() {
        return jdbc.sql(SELECT + " where a.state = 'open' order by a.raised_at, a.id")
                .query(Rows.to(Appeal.class))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Appeal> find(UUID id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query(Rows.to(Appeal.class))
                .optional();
    }

    /// The appeals about a part, the oldest first.
    List<Appeal> of(UUID part) {
        return jdbc.sql(SELECT + " where a.part = :part order by a.raised_at, a.id")
                .param("part", part)
                .query(Rows.to(Appeal.class))
                .list();
    }

    /// @param seen units whose appeals, and appeals against whose refusals, are listed
    Listing<Appeal> list(Scope seen, @Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select * from (" + SELECT + ") found where (" + Scope.condition("unit", "seen") + " or "
                                + Scope.condition("owner", "seen") + ")"
                                + " and (cast(:state as text) is null or state = :state)"
                                + " and (number ilike :like or title ilike :like or reason ilike :like)")
                .with(scope(seen))
                .with("state", state)
                .page(query, AppealController.COLUMNS.order(query, "raised_at desc", "id"), Rows.to(Appeal.class));
    }

    private static Map<String, Object> scope(Scope seen) {
        return seen.parameters("seen");
    }

    /// Whether the actor may appeal against the answer to a part today.
    @Transactional(readOnly = true)
    boolean mayAppeal(SharingRequest request, Part part, Actor actor) {
        return access.can(actor, SharingPermission.APPEAL, request.unit())
                && appealable(part)
                && of(part.id()).stream().noneMatch(appeal -> appeal.state() == Appeal.State.OPEN);
    }

    private boolean appealable(Part part) {
        boolean refused = part.state() == Part.State.REFUSED || (part.state() == Part.State.GRANTED && part.partly());
        if (!refused || part.answeredAt() == null) {
            return false;
        }
        LocalDate answered = CityTime.day(part.answeredAt());
        return !institution.today().isAfter(calendar.due(answered, term.on(answered)));
    }

    /// Appeals against a refusal, or against what was refused of a part.
    public UUID raise(UUID partId, @Nullable String reason, Actor actor) {
        Part part = parts.lock(partId).orElseThrow(NotFound::new);
        SharingRequest request = requests.find(part.request()).orElseThrow(NotFound::new);
        access.must(actor, SharingPermission.APPEAL, request.unit());
        String because = AskRules.reason(reason);
        if (!appealable(part)) {
            throw SharingRefused.noAppeal();
        }
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            insert into sharing.appeal (id, part, reason, state, raised_by, raised_by_id, raised_at)
                            values (:id, :part, :reason, 'open', :by, :byId, :now)
                            """)
                    .param("id", id)
                    .param("part", partId)
                    .param("reason", because)
                    .param("by", actor.officerName())
                    .param("byId", actor.officer().value())
                    .param("now", Rows.parameter(clock.instant()))
                    .update();
        } catch (DuplicateKeyException open) {
            throw SharingRefused.noAppeal();
        }
        publish(request, part, SharingEvent.What.APPEAL, because, actor);
        return id;
    }

    /// Records what was decided.
    ///
    /// @param upheld whether the owner must answer again
    /// @param decision with the number of the minutes
    public void settle(UUID id, boolean upheld, @Nullable String decision, Actor actor) {
        Appeal appeal = find(id).orElseThrow(NotFound::new);
        access.must(actor, SharingPermission.SETTLE, appeal.unit());
        String because = AskRules.reason(decision);
        Person by = Person.of(actor);
        int settled = jdbc.sql("""
                        update sharing.appeal
                           set state = :state, decision = :decision, settled_by = :by, settled_by_id = :byId,
                               settled_at = :now
                         where id = :id and state = 'open'
                        """)
                .param("state", (upheld ? Appeal.State.UPHELD : Appeal.State.DISMISSED).word())
                .param("decision", because)
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(clock.instant()))
                .param("id", id)
                .update();
        if (settled != 1) {
            throw SharingRefused.notThere();
        }
        Part part = parts.lock(appeal.part()).orElseThrow(NotFound::new);
        SharingRequest request = requests.lock(part.request()).orElseThrow(NotFound::new);
        if (upheld) {
            answering.forward(request, part, actor);
            if (request.state() == SharingRequest.State.CLOSED) {
                Map<String, @Nullable Object> also = new HashMap<>();
                also.put("closed_at", null);
                requests.move(request, SharingRequest.State.ANSWERING, also, clock.instant());
            }
        }
        publish(request, part, upheld ? SharingEvent.What.UPHOLD : SharingEvent.What.DISMISS, because, actor);
    }

    private void publish(SharingRequest request, Part part, SharingEvent.What what, String reason, Actor actor) {
        events.publishEvent(new SharingEvent(
                SharingEvent.Ref.of(request, part, null),
                what,
                actor.officer(),
                reason,
                Map.of("entry", part.resource().value()),
                clock.instant()));
    }
}
