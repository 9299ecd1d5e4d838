package org.shuguan.server.guidance;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Frequently asked questions: written by the bureaus, from inquiries or on their own, and read by all officers.
@Service
@Transactional
public class Faqs {
    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_ANSWER = 8000;

    private final KeptFaqs kept;
    private final Inquiries inquiries;
    private final GuidanceTerms terms;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    Faqs(
            KeptFaqs kept,
            Inquiries inquiries,
            GuidanceTerms terms,
            Access access,
            ApplicationEventPublisher events,
            Clock clock) {
        this(kept, inquiries, terms, access, events, clock, false);
    }

    private Faqs(
            KeptFaqs kept,
            Inquiries inquiries,
            GuidanceTerms terms,
            Access access,
            ApplicationEventPublisher events,
            Clock clock,
            boolean recordedLater) {
        this.kept = kept;
        this.inquiries = inquiries;
        this.terms = terms;
        this.access = access;
        this.events = events;
        this.clock = clock;
        this.recordedLater = recordedLater;
    }

    /// The same for what happened at an earlier time and is only recorded now; runs in the caller's transaction.
    @Transactional(propagation = Propagation.SUPPORTS)
    public Faqs asOf(Clock earlier) {
        return new Faqs(kept, inquiries, terms, access, events, earlier, true);
    }

    /// Publishes a question with its answer.
    ///
    /// @param territory whose bureau keeps it
    /// @return its id
    /// @throws Forbidden if the actor does not act for that bureau
    public UUID publish(UnitCode territory, NewFaq wanted, Actor actor) {
        access.must(actor, GuidancePermission.ANSWER, territory);
        Optional<Inquiry> from = Optional.ofNullable(wanted.inquiry()).flatMap(id -> inquiries.seen(id, actor));
        check(wanted, null)
                .that(wanted.inquiry() == null || from.isPresent(), "inquiry", "inquiry-unknown")
                .orRefuse();
        UUID id = UUID.randomUUID();
        kept.add(id, territory, wanted, Person.of(actor), clock.instant());
        UnitCode asked = recordedLater ? null : from.map(Inquiry::unit).orElse(null);
        events.publishEvent(
                new FaqEvent(FaqEvent.What.PUBLISH, id, territory, wanted.question(), asked, actor.officer()));
        return id;
    }

    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewFaq wanted, Actor actor) {
        Faq one = mustKeep(id, actor);
        check(wanted, one.topic()).orRefuse();
        if (!kept.save(id, revision, wanted, Person.of(actor), clock.instant())) {
            throw new ChangedMeanwhile(one.revision());
        }
        record(FaqEvent.What.EDIT, one, actor);
    }

    /// Takes it out of the list; whoever has its address sees that it does not hold any more, and why.
    public void withdraw(UUID id, @Nullable String because, Actor actor) {
        Faq one = mustKeep(id, actor);
        String reason = because == null ? "" : because.strip();
        new InvalidInput.Check()
                .that(!reason.isEmpty(), "reason", "required")
                .that(reason.length() <= LONGEST_QUESTION, "reason", "too-long", Map.of("max", LONGEST_QUESTION))
                .orRefuse();
        kept.withdraw(id, reason, Person.of(actor), clock.instant());
        record(FaqEvent.What.WITHDRAW, one, actor);
    }

    boolean mayKeep(Faq one, Actor actor) {
        return one.withdrawnAt() == null && access.can(actor, GuidancePermission.ANSWER, one.territory());
    }

    private Faq mustKeep(UUID id, Actor actor) {
        Faq one = kept.lock(id).orElseThrow(NotFound::new);
        access.must(actor, GuidancePermission.ANSWER, one.territory());
        if (one.withdrawnAt() != null) {
            throw GuidanceRefused.withdrawn();
        }
        return one;
    }

    /// @param before the topic that it has, which may not be offered any more
    private InvalidInput.Check check(NewFaq wanted, @Nullable String before) {
        return new InvalidInput.Check()
                .that(wanted.topic().equals(before) || terms.isTopic(wanted.topic()), "topic", "topic-unknown")
                .that(!wanted.question().isEmpty(), "question", "required")
                .that(
                        wanted.question().length() <= LONGEST_QUESTION,
                        "question",
                        "too-long",
                        Map.of("max", LONGEST_QUESTION))
                .that(!wanted.answer().isEmpty(), "answer", "required")
                .that(wanted.answer().length() <= LONGEST_ANSWER, "answer", "too-long", Map.of("max", LONGEST_ANSWER));
    }

    private void record(FaqEvent.What what, Faq one, Actor actor) {
        events.publishEvent(new FaqEvent(what, one.id(), one.territory(), one.question(), null, actor.officer()));
    }
}
