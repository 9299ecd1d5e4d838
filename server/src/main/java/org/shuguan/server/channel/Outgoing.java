package org.shuguan.server.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.NoticeKept;
import org.shuguan.server.notice.NoticeReader;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.platform.BackOff;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends what is due. A message is kept in the transaction of its notice and is waiting until the receiving side has
/// taken it, so an outage loses none. The number of its letter is stored before it is sent, and a letter whose fate is
/// unknown after a crash is sent again under the same number (Message-ID, Idempotency-Key).
@Service
class Outgoing {
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(30), 2, Duration.ofMinutes(10));
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final KeptChannels channels;
    private final KeptMessages messages;
    private final NoticeReader reader;
    private final Notices notices;
    private final ChannelWays ways;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Outgoing(
            KeptChannels channels,
            KeptMessages messages,
            NoticeReader reader,
            Notices notices,
            ChannelWays ways,
            Texts texts,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.channels = channels;
        this.messages = messages;
        this.reader = reader;
        this.notices = notices;
        this.ways = ways;
        this.texts = texts;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// In the transaction that keeps the notice.
    @EventListener
    void on(NoticeKept kept) {
        channels.of(kept.officer()).stream()
                .filter(Channel::used)
                .forEach(channel -> messages.add(channel, kept.notice(), kept.at()));
    }

    /// Sends until nothing is due, for at most a minute. A server that does not answer is left alone until the next
    /// round.
    void round() {
        Instant end = clock.instant().plus(ROUND);
        List<ChannelKind> away = new ArrayList<>();
        for (ChannelKind kind : ChannelKind.values()) {
            if (!ways.ready(kind)) {
                away.add(kind);
            }
        }
        for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
            Instant at = now;
            List<KeptMessages.Message> taken = transaction.execute(status -> messages.claim(away, at, CLAIM));
            if (taken == null || taken.isEmpty()) {
                return;
            }
            if (send(taken) == NotSent.Why.AWAY) {
                away.add(taken.getFirst().kind());
            }
        }
    }

    /// Forgets what went out long ago.
    void sweep() {
        messages.sweep(clock.instant().minus(KEPT));
    }

    private NotSent.@Nullable Why send(List<KeptMessages.Message> taken) {
        KeptMessages.Message first = taken.getFirst();
        Channel channel = channels.find(first.officer(), first.kind()).orElse(null);
        if (channel == null || !channel.used()) {
            // The person removed or changed it meanwhile.
            messages.giveUp(first.officer(), first.kind(), "channel", clock.instant());
            return null;
        }
        List<NoticeReader.Said> said = reader.read(
                channel.officer(),
                taken.stream().map(KeptMessages.Message::notice).toList(),
                channel.locale());
        List<NoticeReader.Said> unread =
                said.stream().filter(notice -> !notice.read()).toList();
        List<Long> sent = taken.stream()
                .filter(message -> unread.stream().anyMatch(notice -> notice.id() == message.notice()))
                .map(KeptMessages.Message::id)
                .toList();
        messages.end(
                taken.stream()
                        .map(KeptMessages.Message::id)
                        .filter(id -> !sent.contains(id))
                        .toList(),
                KeptMessages.State.READ_BEFORE,
                clock.instant());
        if (unread.isEmpty()) {
            return null;
        }
        try {
            ways.of(channel.kind()).send(channels.target(channel), letter(first.letter(), channel, unread));
            messages.end(sent, KeptMessages.State.SENT, clock.instant());
            return null;
        } catch (NotSent e) {
            failed(channel, first, sent, e);
            return e.why();
        }
    }

    private Letter letter(@Nullable UUID id, Channel channel, List<NoticeReader.Said> notices) {
        String subject = notices.size() == 1
                ? notices.getFirst().sentence()
                : texts.say(channel.locale(), "channel.letter.subject", Map.of("count", notices.size()));
        return new Letter(
                id == null ? UUID.randomUUID() : id,
                channel.locale(),
                texts.say(channel.locale(), "channel.letter.prefix", Map.of("subject", subject)),
                notices.stream()
                        .map(notice -> new Letter.Part(notice.sentence(), ways.link(notice.link())))
                        .toList());
    }

    private void failed(Channel channel, KeptMessages.Message first, List<Long> ids, NotSent e) {
        Instant now = clock.instant();
        if (e.why() == NotSent.Why.ADDRESS) {
            transaction.executeWithoutResult(status -> stop(channel, e.detail(), now));
            return;
        }
        boolean over = now.isAfter(first.createdAt().plus(GIVEN_UP_AFTER));
        messages.failed(ids, e.detail(), over ? null : now.plus(BACK_OFF.after(first.attempts() + 1)), now);
    }

    /// The address is refused for good: nothing more is sent there, and the person is told on the page.
    private void stop(Channel channel, String why, Instant now) {
        channels.locked(channel.officer(), channel.kind())
                .filter(current -> current.version() == channel.version())
                .ifPresent(current -> {
                    Channel stopped = current.stopped(now, why);
                    channels.set(stopped, channels.target(current));
                    events.publishEvent(new ChannelEvent(ChannelEvent.What.STOP, stopped));
                    notices.tell(
                            current.officer(),
                            new Notice(
                                    "channel-stopped-" + Rows.word(current.kind()),
                                    Map.of("why", why),
                                    "/office/channels",
                                    "channel-stopped:" + current.kind() + ":" + stopped.version()));
                });
        messages.giveUp(channel.officer(), channel.kind(), why, now);
    }
}
