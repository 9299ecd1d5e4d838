package org.shuguan.server.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.sharing.Grant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The feed of a grant for people: how far it is, the address that changes are sent to, and what it did not take.
@RestController
@RequestMapping("/api/exchange/grants/{id}/feed")
class FeedController {
    /// @param address without its path for the owner
    /// @param waiting changes that it has not taken yet
    /// @param problem of the last attempt
    record HookView(
            String address,
            long waiting,
            int attempts,
            @Nullable Instant failingSince,
            @Nullable String problem,
            Instant nextAt,
            String setBy,
            Instant setAt) {}

    /// Changes that an address did not take.
    record DeadLetterView(
            UUID id,
            long first,
            long last,
            String problem,
            Instant at,
            @Nullable Instant sentAt) {}

    /// The feed of a grant.
    ///
    /// @param may whether the reader may set the address
    /// @param version of the collected copy up to which changes were told, as a text: browsers have no whole
    ///     numbers of this size; null before anything was collected, and if changes are told from a captured copy
    /// @param captured whether changes are told from the copy of a captured table as they come
    /// @param last number of the last change
    /// @param first the lowest number that is kept
    /// @param topic of Kafka that changes are sent to, null if they are not
    /// @param topicName the topic that they can be sent to; null if the operator has no Kafka
    /// @param hosts to which changes may be sent
    record FeedView(
            boolean may,
            @Nullable String version,
            boolean captured,
            @Nullable Long last,
            @Nullable Long first,
            @Nullable Instant at,
            @Nullable HookView hook,
            @Nullable HookView topic,
            @Nullable String topicName,
            List<String> hosts,
            List<DeadLetterView> deadLetters) {}

    /// @param address of the consumer's program
    record HookRequest(@Nullable String address) {}

    private static final int SHOWN = 20;

    private final FeedRecords feeds;
    private final HookRecords records;
    private final Hooks hooks;
    private final VisibleGrants visible;
    private final Access access;

    FeedController(FeedRecords feeds, HookRecords records, Hooks hooks, VisibleGrants visible, Access access) {
        this.feeds = feeds;
        this.records = records;
        this.hooks = hooks;
        this.visible = visible;
        this.access = access;
    }

    @GetMapping
    FeedView one(@PathVariable UUID id, Actor actor) {
        return view(visible.grant(id, actor), actor);
    }

    /// Sets the address that changes are sent to.
    @PutMapping("/hook")
    FeedView set(@PathVariable UUID id, @RequestBody HookRequest wanted, Actor actor) {
        Grant grant = visible.mine(id, actor, ExchangePermission.DELIVER);
        hooks.set(grant, wanted.address(), actor);
        return view(grant, actor);
    }

    @DeleteMapping("/hook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, Actor actor) {
        hooks.remove(visible.mine(id, actor, ExchangePermission.DELIVER), HookRecords.Kind.ADDRESS, actor);
    }

    /// Begins to send changes to the grant's topic of Kafka.
    @PutMapping("/topic")
    FeedView sendToTopic(@PathVariable UUID id, Actor actor) {
        Grant grant = visible.mine(id, actor, ExchangePermission.DELIVER);
        hooks.sendToTopic(grant, actor);
        return view(grant, actor);
    }

    @DeleteMapping("/topic")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endTopic(@PathVariable UUID id, Actor actor) {
        hooks.remove(visible.mine(id, actor, ExchangePermission.DELIVER), HookRecords.Kind.TOPIC, actor);
    }

    /// Sends a dead letter again.
    @PostMapping("/dead-letters/{letter}/send")
    FeedView replay(@PathVariable UUID id, @PathVariable UUID letter, Actor actor) {
        Grant grant = visible.mine(id, actor, ExchangePermission.DELIVER);
        hooks.replay(grant, letter, actor);
        return view(grant, actor);
    }

    private FeedView view(Grant grant, Actor actor) {
        boolean may = access.can(actor, ExchangePermission.DELIVER, grant.consumer());
        FeedRecords.Feed feed = feeds.find(grant.id()).orElse(null);
        long last = feed == null ? 0 : feed.lastNumber();
        return new FeedView(
                may,
                feed == null || feed.version() == null ? null : Long.toString(feed.version()),
                feed != null && feed.copyLog() != null,
                feed == null ? null : last,
                feed == null ? null : feed.firstNumber(),
                feed == null ? null : feed.builtAt(),
                records.of(grant.id(), HookRecords.Kind.ADDRESS)
                        .map(hook -> view(hook, last, may))
                        .orElse(null),
                records.of(grant.id(), HookRecords.Kind.TOPIC)
                        .map(hook -> view(hook, last, may))
                        .orElse(null),
                hooks.topic(grant).orElse(null),
                may ? hooks.hosts() : List.of(),
                records.deadLetters(grant.id(), SHOWN).stream()
                        .map(letter -> new DeadLetterView(
                                letter.id(),
                                letter.firstNumber(),
                                letter.lastNumber(),
                                letter.problem(),
                                letter.at(),
                                letter.sentAt()))
                        .toList());
    }

    private static HookView view(HookRecords.Hook hook, long last, boolean may) {
        return new HookView(
                may ? hook.address() : Hooks.host(hook.address()),
                Math.max(0, last - hook.afterNumber()),
                hook.attempts(),
                hook.failingSince(),
                hook.problem(),
                hook.nextAt(),
                hook.setByName(),
                hook.setAt());
    }
}
