package org.shuguan.server.exchange;

/// The fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10).
final class RateLimits {
    private static final int DAY = 86_400;

    private RateLimits() {}

    static String policy(long perSecond, long perDay) {
        return "\"second\";q=" + perSecond + ";w=1, \"day\";q=" + perDay + ";w=" + DAY;
    }

    static String left(Leases.Left second, Leases.Left day) {
        return "\"second\";r=" + second.calls() + ";t=" + second.seconds() + ", \"day\";r=" + day.calls() + ";t="
                + day.seconds();
    }
}
