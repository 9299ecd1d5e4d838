package org.shuguan.server.frontendhost;

import java.util.Map;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A request of or about a front-end host that is not granted. The program of the host knows the codes.
final class HostRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private HostRefused(String what, HttpStatus status, Map<String, Object> facts) {
        super("frontendhost/" + what, status, facts);
    }

    /// The request does not prove which front-end host it comes from.
    static HostRefused notProven() {
        return new HostRefused("not-proven", HttpStatus.UNAUTHORIZED, Map.of());
    }

    static HostRefused clock(long seconds) {
        return new HostRefused("clock", HttpStatus.UNAUTHORIZED, Map.of("seconds", seconds));
    }

    /// The same request came before, or it was signed before this node started.
    static HostRefused repeated() {
        return new HostRefused("repeated", HttpStatus.CONFLICT, Map.of());
    }

    static HostRefused tooMany() {
        return new HostRefused("too-many", HttpStatus.TOO_MANY_REQUESTS, Map.of());
    }

    static HostRefused ended(String reason) {
        return new HostRefused("ended", HttpStatus.FORBIDDEN, Map.of("reason", reason));
    }

    static HostRefused protocol(int theirs, Protocol ours) {
        return new HostRefused("protocol", HttpStatus.BAD_REQUEST, Map.of("theirs", theirs, "ours", ours.toString()));
    }

    /// The code is wrong, was used, or is not valid any more.
    static HostRefused wrongCode() {
        return new HostRefused("code", HttpStatus.FORBIDDEN, Map.of());
    }

    static HostRefused keyTaken() {
        return new HostRefused("key-taken", HttpStatus.CONFLICT, Map.of());
    }

    /// Nobody waits for what belongs to this order, or to this attempt of it.
    static HostRefused orderOver() {
        return new HostRefused("order-over", HttpStatus.GONE, Map.of());
    }

    /// The node has not taken the chunks before.
    static HostRefused busy() {
        return new HostRefused("busy", HttpStatus.SERVICE_UNAVAILABLE, Map.of());
    }

    static HostRefused position(int next) {
        return new HostRefused("position", HttpStatus.CONFLICT, Map.of("next", next));
    }

    static HostRefused tooLarge() {
        return new HostRefused("too-large", HttpStatus.CONTENT_TOO_LARGE, Map.of());
    }

    static HostRefused malformed() {
        return new HostRefused("malformed", HttpStatus.BAD_REQUEST, Map.of());
    }

    static HostRefused nameTaken() {
        return new HostRefused("name-taken", HttpStatus.CONFLICT, Map.of());
    }

    static HostRefused alreadyEnded() {
        return new HostRefused("already-ended", HttpStatus.CONFLICT, Map.of());
    }
}
