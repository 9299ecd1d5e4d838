package org.shuguan.server.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
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

/// The channels of the person who asks, over HTTP.
@RestController
@RequestMapping("/api/channels")
class ChannelController {
    /// Whether a channel is used.
    enum State {
        NONE,
        /// The code has not been entered yet.
        UNCONFIRMED,
        USED,
        /// The address was refused for good.
        STOPPED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// @param ready whether the operator has set this kind up
    /// @param hosts hosts that a robot's address may have
    /// @param target the address
    /// @param stoppedWhy what the other side said
    /// @param version null while there is none
    record ChannelView(
            ChannelKind kind,
            boolean ready,
            List<String> hosts,
            State state,
            @Nullable String target,
            @Nullable String language,
            @Nullable Pace pace,
            @Nullable LocalTime digestAt,
            @Nullable LocalTime quietFrom,
            @Nullable LocalTime quietTo,
            @Nullable Instant codeSentAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant stoppedAt,
            @Nullable String stoppedWhy,
            @Nullable Integer version) {}

    record CodeRequest(@Nullable String code) {}

    private final Channels channels;
    private final ChannelWays ways;
    private final WebhookWay webhooks;

    ChannelController(Channels channels, ChannelWays ways, WebhookWay webhooks) {
        this.channels = channels;
        this.ways = ways;
        this.webhooks = webhooks;
    }

    /// One of each kind, whether there is one or not.
    @GetMapping
    List<ChannelView> list(Actor actor) {
        Map<ChannelKind, Channel> mine =
                channels.of(actor).stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
        return Arrays.stream(ChannelKind.values())
                .map(kind -> view(kind, mine.get(kind)))
                .toList();
    }

    @PutMapping("/{kind}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String kind, @RequestBody Channels.Wish wish, Actor actor) {
        channels.set(kind(kind), wish, actor);
    }

    /// Sends a new code.
    @PostMapping("/{kind}/code")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sendCode(@PathVariable String kind, Actor actor) {
        channels.sendCode(kind(kind), actor);
    }

    @PostMapping("/{kind}/confirmation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable String kind, @RequestBody CodeRequest request, Actor actor) {
        channels.confirm(kind(kind), request.code(), actor);
    }

    /// Sends a letter now.
    @PostMapping("/{kind}/test")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void test(@PathVariable String kind, Actor actor) {
        channels.test(kind(kind), actor);
    }

    @DeleteMapping("/{kind}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String kind, Actor actor) {
        channels.remove(kind(kind), actor);
    }

    private static ChannelKind kind(String word) {
        return Arrays.stream(ChannelKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private ChannelView view(ChannelKind kind, @Nullable Channel channel) {
        List<String> hosts = kind == ChannelKind.WEBHOOK ? webhooks.hosts() : List.of();
        if (channel == null) {
            return new ChannelView(
                    kind,
                    ways.ready(kind),
                    hosts,
                    State.NONE,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return new ChannelView(
                kind,
                ways.ready(kind),
                hosts,
                channel.stoppedAt() != null
                        ? State.STOPPED
                        : channel.confirmedAt() == null ? State.UNCONFIRMED : State.USED,
                channels.target(channel),
                channel.language(),
                channel.pace(),
                channel.digestAt(),
                channel.quietFrom(),
                channel.quietTo(),
                channel.codeHash() == null ? null : channel.codeSentAt(),
                channel.confirmedAt(),
                channel.stoppedAt(),
                channel.stoppedWhy(),
                channel.version());
    }
}
