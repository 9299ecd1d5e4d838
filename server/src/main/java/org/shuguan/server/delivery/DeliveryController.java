package org.shuguan.server.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.platform.UndeliveredEvent;
import org.shuguan.server.platform.UndeliveredEvents;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Events that have not reached a listener, over HTTP.
@RestController
@RequestMapping("/api/undelivered-events")
class DeliveryController {
    /// @param kind class of the event
    /// @param kindName what happened, in words
    /// @param subject of what it tells, without personal data; null where the event does not say
    /// @param listener class of the listener
    /// @param listenerName what it does, in words
    /// @param attempts how often it was sent
    /// @param underWay whether it is being sent now
    /// @param nextTryAt null while it is under way, and where it cannot be read
    /// @param problem the last error as a sentence; null while the first attempt does not end
    /// @param may what the reader may do: `send`
    record UndeliveredView(
            UUID id,
            String kind,
            String kindName,
            @Nullable String subject,
            @Nullable String unitName,
            String listener,
            String listenerName,
            Instant since,
            int attempts,
            boolean underWay,
            Instant lastTryAt,
            @Nullable Instant nextTryAt,
            @Nullable String problem,
            List<String> may) {}

    static final ListColumns<UndeliveredView> COLUMNS = ListColumns.<UndeliveredView>titled("delivery.column.")
            .column("kind", UndeliveredView::kindName, "event_type")
            .column("subject", UndeliveredView::subject)
            .column("unit", UndeliveredView::unitName)
            .column("listener", UndeliveredView::listenerName, "listener_id")
            .column("since", UndeliveredView::since, "publication_date")
            .column("attempts", UndeliveredView::attempts, "attempts")
            .column("lastTry", UndeliveredView::lastTryAt, "last_try_at")
            .column("nextTry", UndeliveredView::nextTryAt)
            .column("problem", UndeliveredView::problem);

    private final UndeliveredEvents events;
    private final Access access;
    private final Institution institution;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;

    DeliveryController(
            UndeliveredEvents events,
            Access access,
            Institution institution,
            Texts texts,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher) {
        this.events = events;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
        this.transaction = transaction;
        this.publisher = publisher;
    }

    /// Oldest first. Search words find the kind of an event in words, too.
    @GetMapping
    Listing<UndeliveredView> list(@ParameterObject ListQuery query, Actor actor) {
        access.must(actor, DeliveryPermission.READ, UnitCode.CITY);
        Function<UnitCode, String> names = institution.unitNames();
        String order = COLUMNS.order(query, "publication_date", "id");
        return events.list(typesNamed(query.q()), query, order).map(event -> view(event, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(format, texts.say("delivery.list"), query, page -> list(page, actor), texts);
    }

    /// One of them; not found once it has reached its listener.
    @GetMapping("/{id}")
    UndeliveredView one(@PathVariable UUID id, Actor actor) {
        access.must(actor, DeliveryPermission.READ, UnitCode.CITY);
        return view(events.find(id).orElseThrow(NotFound::new), institution::unitName, actor);
    }

    /// Sends it now. Its listener runs after the answer: it is not found any more when that has dealt with it,
    /// and has one attempt more when that has failed again.
    @PostMapping("/{id}/send")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void send(@PathVariable UUID id, Actor actor) {
        access.must(actor, DeliveryPermission.SEND, UnitCode.CITY);
        UndeliveredEvent event = events.find(id).orElseThrow(NotFound::new);
        if (event.event() == null) {
            throw DeliveryRefused.unreadable();
        }
        if (event.underWay()) {
            throw DeliveryRefused.underWay();
        }
        transaction.executeWithoutResult(status -> publisher.publishEvent(new SentAgain(event)));
        if (!events.sendNow(id)) {
            throw DeliveryRefused.underWay();
        }
    }

    private UndeliveredView view(UndeliveredEvent event, Function<UnitCode, String> names, Actor actor) {
        // An audited event promises that its subject is no personal data; of others nothing is shown.
        Audited told = event.event() instanceof Audited audited ? audited : null;
        String unit = told == null ? null : told.unit();
        boolean readable = event.event() != null;
        boolean may = readable && !event.underWay() && access.can(actor, DeliveryPermission.SEND, UnitCode.CITY);
        return new UndeliveredView(
                event.id(),
                event.kind(),
                kindName(event.kind()),
                told == null ? null : told.subject(),
                unit == null ? null : names.apply(new UnitCode(unit)),
                event.listener(),
                texts.find("delivery.listener." + event.module()).orElse(event.listener()),
                event.since(),
                event.attempts(),
                event.underWay(),
                event.lastTryAt(),
                readable ? event.nextTryAt() : null,
                problem(event),
                may ? List.of("send") : List.of());
    }

    private String kindName(String kind) {
        return texts.find("delivery.event." + kind)
                .orElseGet(() -> texts.say("delivery.event.other", Map.of("kind", kind)));
    }

    /// The error's own message is in the log only: it may hold personal data.
    private @Nullable String problem(UndeliveredEvent event) {
        if (event.event() == null) {
            return texts.say("delivery.problem.unreadable");
        }
        if (event.failure() == null) {
            return event.underWay() ? null : texts.say("delivery.problem.unfinished");
        }
        return texts.say(
                "delivery.problem.failed", Map.of("kind", event.failure(), "number", String.valueOf(event.number())));
    }

    private List<String> typesNamed(@Nullable String words) {
        String sought = words == null ? "" : words.strip().toLowerCase(Locale.ROOT);
        return sought.isEmpty()
                ? List.of()
                : events.types().stream()
                        .filter(type -> kindName(UndeliveredEvent.kind(type))
                                .toLowerCase(Locale.ROOT)
                                .contains(sought))
                        .toList();
    }
}
