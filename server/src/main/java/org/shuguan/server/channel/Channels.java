package org.shuguan.server.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The channels of the person who asks. A channel is used once a code that was sent there has been entered.
@Service
class Channels {
    static final int MOST_TRIES = 5;
    static final Duration CODE_LASTS = Duration.ofMinutes(30);
    static final Duration BETWEEN_CODES = Duration.ofMinutes(1);
    private static final Set<String> LANGUAGES = Set.of("zh-CN", "en");

    /// @param target the address; a robot's contains its secret
    /// @param version of the channel as it was seen, null for a new one
    record Wish(
            @Nullable String target,
            @Nullable String language,
            @Nullable Pace pace,
            @Nullable LocalTime digestAt,
            @Nullable LocalTime quietFrom,
            @Nullable LocalTime quietTo,
            @Nullable Integer version) {}

    private final KeptChannels kept;
    private final ChannelWays ways;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Channels(
            KeptChannels kept,
            ChannelWays ways,
            Texts texts,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.ways = ways;
        this.texts = texts;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    List<Channel> of(Actor actor) {
        return kept.of(actor.officer());
    }

    String target(Channel channel) {
        return kept.target(channel);
    }

    /// Stores what the person wishes. A new address is sent a code and is not used before it is entered.
    void set(ChannelKind kind, Wish wish, Actor actor) {
        Way way = ways.of(kind);
        String target = wish.target() == null ? "" : wish.target().strip();
        check(way, target, wish).orRefuse();
        boolean unproven = Boolean.TRUE.equals(transaction.execute(status -> store(kind, target, wish, actor)));
        if (unproven) {
            sendCode(kind, actor);
        }
    }

    private static InvalidInput.Check check(Way way, String target, Wish wish) {
        var check = new InvalidInput.Check();
        way.fault(target).ifPresent(code -> check.that(false, "target", code));
        return check.that(wish.language() != null && LANGUAGES.contains(wish.language()), "language", "required")
                .that(wish.pace() != null, "pace", "required")
                .that(wish.digestAt() != null || wish.pace() != Pace.DAILY, "digestAt", "required")
                .that(
                        (wish.quietFrom() == null) == (wish.quietTo() == null),
                        wish.quietFrom() == null ? "quietFrom" : "quietTo",
                        "required")
                .that(wish.quietFrom() == null || !wish.quietFrom().equals(wish.quietTo()), "quietTo", "channel-quiet");
    }

    /// @return whether the address is to be proven
    private boolean store(ChannelKind kind, String target, Wish wish, Actor actor) {
        Channel before = kept.locked(actor.officer(), kind).orElse(null);
        if (before == null
                ? wish.version() != null
                : !Integer.valueOf(before.version()).equals(wish.version())) {
            throw new ChangedMeanwhile(before == null ? 0 : before.version());
        }
        Instant confirmed = before != null
                        && before.stoppedAt() == null
                        && kept.target(before).equals(target)
                ? before.confirmedAt()
                : null;
        Channel channel = new Channel(
                actor.officer(),
                kind,
                String.valueOf(wish.language()),
                wish.pace() == null ? Pace.AT_ONCE : wish.pace(),
                wish.digestAt() == null ? LocalTime.of(8, 30) : wish.digestAt(),
                wish.quietFrom(),
                wish.quietTo(),
                null,
                before == null ? null : before.codeSentAt(),
                0,
                confirmed,
                null,
                null,
                before == null ? 0 : before.version() + 1);
        if (before == null) {
            kept.add(channel, target);
        } else {
            kept.set(channel, target);
        }
        events.publishEvent(new ChannelEvent(ChannelEvent.What.SET, channel));
        return confirmed == null;
    }

    /// Sends a new code; earlier ones are void.
    void sendCode(ChannelKind kind, Actor actor) {
        Way way = ways.of(kind);
        Instant now = clock.instant();
        String code = OneTimeSecret.code();
        Channel channel = transaction.execute(status -> {
            Channel before = mine(kind, actor);
            if (before.used()) {
                throw ChannelRefused.confirmed();
            }
            if (before.codeSentAt() != null) {
                Duration since = Duration.between(before.codeSentAt(), now);
                if (since.compareTo(BETWEEN_CODES) < 0) {
                    throw ChannelRefused.tooSoon(BETWEEN_CODES.minus(since).toSeconds() + 1);
                }
            }
            Channel with = before.asked(OneTimeSecret.hashOfCode(code), now);
            kept.set(with, kept.target(before));
            return with;
        });
        Letter letter = new Letter(
                UUID.randomUUID(),
                channel.locale(),
                texts.say(channel.locale(), "channel.code.subject", Map.of()),
                List.of(new Letter.Part(
                        texts.say(
                                channel.locale(),
                                "channel.code",
                                Map.of("code", code, "name", actor.officerName(), "minutes", CODE_LASTS.toMinutes())),
                        ways.link("/office/channels"))));
        deliver(way, channel, letter);
    }

    /// Enters the code: the channel is used from now on.
    ///
    /// @throws InvalidInput if it is not the code; after [#MOST_TRIES] a new one has to be sent
    void confirm(ChannelKind kind, @Nullable String code, Actor actor) {
        Instant now = clock.instant();
        boolean right = Boolean.TRUE.equals(transaction.execute(status -> {
            Channel before = mine(kind, actor);
            if (before.used()) {
                throw ChannelRefused.confirmed();
            }
            Instant sent = before.codeSentAt();
            if (before.codeHash() == null
                    || sent == null
                    || before.codeTries() >= MOST_TRIES
                    || now.isAfter(sent.plus(CODE_LASTS))) {
                throw ChannelRefused.ended();
            }
            boolean same = code != null && OneTimeSecret.hashOfCode(code).equals(before.codeHash());
            Channel after = same ? before.confirmed(now) : before.mistaken();
            kept.set(after, kept.target(before));
            if (same) {
                events.publishEvent(new ChannelEvent(ChannelEvent.What.CONFIRM, after));
            }
            return same;
        }));
        new InvalidInput.Check().that(right, "code", "channel-code").orRefuse();
    }

    /// Sends a letter now, so that the person sees it arrive.
    void test(ChannelKind kind, Actor actor) {
        Way way = ways.of(kind);
        Channel channel = kept.find(actor.officer(), kind).orElseThrow(NotFound::new);
        if (!channel.used()) {
            throw ChannelRefused.notConfirmed();
        }
        deliver(
                way,
                channel,
                new Letter(
                        UUID.randomUUID(),
                        channel.locale(),
                        texts.say(channel.locale(), "channel.test.subject", Map.of()),
                        List.of(new Letter.Part(
                                texts.say(channel.locale(), "channel.test", Map.of("name", actor.officerName())),
                                ways.link("/office/notices")))));
    }

    /// Removes the channel and what has not gone out by it. The notices stay on the page.
    void remove(ChannelKind kind, Actor actor) {
        transaction.executeWithoutResult(status -> {
            Channel channel = mine(kind, actor);
            kept.remove(channel);
            events.publishEvent(new ChannelEvent(ChannelEvent.What.REMOVE, channel));
        });
    }

    private Channel mine(ChannelKind kind, Actor actor) {
        return kept.locked(actor.officer(), kind).orElseThrow(NotFound::new);
    }

    private void deliver(Way way, Channel channel, Letter letter) {
        try {
            way.send(kept.target(channel), letter);
        } catch (NotSent e) {
            throw ChannelRefused.notSent(e.detail());
        }
    }
}
