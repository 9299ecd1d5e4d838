package org.shuguan.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Tells the requests that a page makes by itself, without a person: the page marks them by the header
/// `X-Background` when nobody has touched it for a while. They do not count as use of the session, which
/// therefore ends in time. A request without the mark counts; a page that leaves it out gains nothing that a
/// click would not give.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BackgroundRequests extends OncePerRequestFilter {
    static final String HEADER = "X-Background";
    private static final ThreadLocal<Boolean> CURRENT = ThreadLocal.withInitial(() -> false);

    /// Whether the request of this thread is one.
    static boolean isCurrent() {
        return CURRENT.get();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CURRENT.set(request.getHeader(HEADER) != null);
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }
}
