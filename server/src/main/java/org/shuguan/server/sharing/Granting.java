package org.shuguan.server.sharing;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Makes the grant of an answered part: a new one, or the one that was to be renewed or was appealed against.
@Component
class Granting {
    /// What is recorded as the granter of what the rule for unconditional sharing granted.
    static final String RULE = "rule";

    private final GrantRecords grants;
    private final RequestParts parts;
    private final OfferedEntries offered;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Granting(
            GrantRecords grants,
            RequestParts parts,
            OfferedEntries offered,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.grants = grants;
        this.parts = parts;
        this.offered = offered;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// Grants what is shared unconditionally, as it was asked for.
    void byRule(SharingRequest request, Part part) {
        give(request, part, Answer.AS_ASKED, new Person(null, RULE));
        events.publishEvent(new SharingEvent(
                SharingEvent.Ref.of(request, part, null),
                SharingEvent.What.GRANT_BY_RULE,
                null,
                null,
                Map.of("entry", part.resource().value()),
                clock.instant()));
    }

    /// Grants what the owner decided.
    void decided(SharingRequest request, Part part, Answer answer, Person by) {
        give(request, part, answer, by);
    }

    /// The items that an answer grants, with their masks.
    static List<Ask.Item> granted(Part part, Answer answer) {
        return part.items().stream()
                .filter(item -> Optional.ofNullable(answer.on(item.name()))
                        .filter(Answer.Verdict::refused)
                        .isEmpty())
                .map(item -> Optional.ofNullable(answer.on(item.name()))
                        .map(Answer.Verdict::mask)
                        .map(item::withMask)
                        .orElse(item))
                .toList();
    }

    /// Whether a grant is one of the unit for the entry that is not ended.
    boolean renewable(UUID id, UUID entry, UnitCode unit) {
        return grants.find(id)
                .filter(grant -> grant.entry().equals(entry)
                        && grant.state() != Grant.State.ENDED
                        && answers(grant.consumer()).equals(answers(unit)))
                .isPresent();
    }

    private UnitCode answers(UnitCode unit) {
        return institution.answering(unit, institution.today());
    }

    private void give(SharingRequest request, Part part, Answer answer, Person by) {
        Content content = offered.published(part.entry()).map(Version::content).orElseThrow(NotFound::new);
        Optional<Grant> before = Optional.ofNullable(part.grant() == null ? part.renews() : part.grant())
                .flatMap(grants::lock)
                .filter(grant -> grant.state() != Grant.State.ENDED);
        RowFilter rows =
                answer.rowFilter() == null ? part.rowFilter() : part.rowFilter().and(answer.rowFilter());
        Instant now = clock.instant();
        Grant grant = new Grant(
                before.map(Grant::id).orElseGet(UUID::randomUUID),
                before.map(Grant::number)
                        .orElseGet(() -> grants.nextNumber(institution.today().getYear())),
                part.id(),
                part.entry(),
                part.resource(),
                content.title(),
                part.owner(),
                request.unit(),
                request.clients(),
                items(granted(part, answer), content),
                rows,
                request.modes(),
                new Grant.Limits(request.perSecond(), request.perDay(), request.addresses(), request.hours()),
                Objects.requireNonNull(before.isPresent() ? before.get().firstDay() : request.firstDay()),
                Objects.requireNonNull(request.lastDay()),
                request.purpose(),
                request.legalBasis(),
                Grant.State.ACTIVE,
                null,
                by.name(),
                by.id(),
                now,
                0,
                now,
                null);
        long change = before.isPresent() ? grants.renew(grant) : grants.add(grant);
        GrantEvent.What what = before.isPresent() ? GrantEvent.What.RENEW : GrantEvent.What.GIVE;
        tell(grant, change, what, answer.comment(), by.id() == null ? null : by);
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("data_grant", grant.id());
        also.put("partly", answer.partly());
        also.put("answered_at", Rows.parameter(now));
        also.put("refusal_reason", null);
        also.put("refusal_basis", null);
        parts.move(part, Part.State.GRANTED, also);
    }

    private static List<Grant.Item> items(List<Ask.Item> granted, Content content) {
        Map<String, Ask.Item> byName = new HashMap<>();
        granted.forEach(item -> byName.put(item.name(), item));
        return OfferedEntries.inOrder(content, byName.keySet()).stream()
                .map(name -> new Grant.Item(
                        OfferedEntries.item(content, name)
                                .map(OfferedEntries::code)
                                .orElse(name),
                        name,
                        Objects.requireNonNull(byName.get(name)).mask()))
                .toList();
    }

    /// Records a change of a grant and tells of it.
    ///
    /// @param by null if a rule made it
    void tell(Grant grant, long change, GrantEvent.What what, @Nullable String reason, @Nullable Person by) {
        Instant now = clock.instant();
        OfficerId officer = by == null ? null : by.id();
        grants.record(
                new GrantRecords.Step(grant.id(), change, what, reason, by == null ? null : by.name(), officer, now));
        events.publishEvent(GrantEvent.of(grant, what, officer, reason, now));
        events.publishEvent(new GrantChanged(grant.id(), change));
    }
}
