package org.shuguan.server.channel;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Why a channel cannot be used as asked.
final class ChannelRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ChannelRefused(String code, HttpStatus status, Fault fault, Map<String, Object> facts) {
        super(code, status, fault, facts);
    }

    static ChannelRefused notSetUp() {
        return new ChannelRefused("channel/not-set-up", HttpStatus.CONFLICT, Fault.USER, Map.of());
    }

    static ChannelRefused notConfirmed() {
        return new ChannelRefused("channel/not-confirmed", HttpStatus.CONFLICT, Fault.USER, Map.of());
    }

    static ChannelRefused confirmed() {
        return new ChannelRefused("channel/confirmed", HttpStatus.CONFLICT, Fault.USER, Map.of());
    }

    static ChannelRefused tooSoon(long seconds) {
        return new ChannelRefused(
                "channel/too-soon", HttpStatus.TOO_MANY_REQUESTS, Fault.USER, Map.of("seconds", seconds));
    }

    static ChannelRefused ended() {
        return new ChannelRefused("channel/ended", HttpStatus.CONFLICT, Fault.USER, Map.of());
    }

    static ChannelRefused messageEnded() {
        return new ChannelRefused("channel/message-ended", HttpStatus.CONFLICT, Fault.USER, Map.of());
    }

    /// @param detail what the other side said
    static ChannelRefused notSent(String detail) {
        return new ChannelRefused("channel/not-sent", HttpStatus.BAD_GATEWAY, Fault.OUTSIDE, Map.of("detail", detail));
    }
}
