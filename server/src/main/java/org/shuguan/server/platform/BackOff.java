package org.shuguan.server.platform;

import java.time.Duration;

/// How long to wait before something that failed is tried again: longer after each attempt, up to a limit.
///
/// @param first after the first attempt
/// @param factor by which each wait is longer than the one before, at least 2
/// @param longest the limit
public record BackOff(Duration first, int factor, Duration longest) {
    /// @param attempts that failed; none waits as long as one
    public Duration after(int attempts) {
        Duration wait = first;
        for (int i = 1; i < attempts && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(factor);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
