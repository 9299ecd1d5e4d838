package org.shuguan.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.shuguan.server.settings.Setting;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Limits requests for tokens within a minute: of each client and address, and ten times as many of each address.
final class TokenThrottle extends OncePerRequestFilter {
    private static final int MOST_KEYS = 100_000;
    private static final int LONGEST = 64;
    private static final int CLIENTS_OF_AN_ADDRESS = 10;

    private final Setting<Integer> most;
    private final HandlerExceptionResolver problems;
    private final Cache<String, AtomicInteger> requests = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    TokenThrottle(Setting<Integer> most, HandlerExceptionResolver problems) {
        this.most = most;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = String.valueOf(request.getRemoteAddr());
        String named = String.valueOf(TokenEndpoint.client(request));
        String client = address + " " + named.substring(0, Math.min(named.length(), LONGEST));
        int limit = most.today();
        if (count(address) > CLIENTS_OF_AN_ADDRESS * limit || count(client) > limit) {
            problems.resolveException(request, response, null, ClientRefused.tooOften());
            return;
        }
        chain.doFilter(request, response);
    }

    private int count(String key) {
        return requests.get(key, unknown -> new AtomicInteger()).incrementAndGet();
    }
}
