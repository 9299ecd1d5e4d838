package org.shuguan.server.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Bounds every request before anything else reads it, in front of the sessions and of Spring Security: the
/// sender is not known here.
///
/// - Forms are refused except at the token endpoint, where they have at most [#MOST_AT_SIGN_IN]: the servlet
///   container would read them, files included, as soon as any filter asks for a parameter. Files are sent as raw
/// streams (`application/octet-stream`), which are read only by the handler
///   that has checked the permission.
/// - Any other body has at most [#MOST_BYTES], at `/api/session` [#MOST_AT_SIGN_IN]; few large ones are read at
///   once.
/// - Parameters are decoded here once, so that a broken escape is answered as such; their texts are [InputText].
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestBounds extends OncePerRequestFilter {
    static final String RAW = "application/octet-stream";
    static final int MOST_BYTES = 8 << 20;
    static final int MOST_AT_SIGN_IN = 64 << 10;
    /// A body that is longer is read only while few others are: what is made of it takes a multiple of its size.
    private static final int LARGE = 256 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// in characters; the longest are the cursors of exports
    private static final int LONGEST_PARAMETER = 2_000;
    /// at the token endpoint, where one is a signed assertion
    private static final int LONGEST_ASSERTION = 16_000;
    private static final String TOKENS = "/oauth2/token";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HandlerExceptionResolver problems;
    private final Semaphore largeBodies =
            new Semaphore(Math.toIntExact(Math.clamp(Runtime.getRuntime().maxMemory() / (16L * MOST_BYTES), 2, 64)));

    RequestBounds(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /// A body that is longer than allowed.
    static final class BodyTooLarge extends Refusal {
        private static final long serialVersionUID = 1L;

        private BodyTooLarge(int most) {
            super("platform/body-too-large", HttpStatus.CONTENT_TOO_LARGE, Map.of("kilobytes", most >> 10));
        }
    }

    /// Too many large bodies are being read at this moment.
    static final class Busy extends Refusal {
        private static final long serialVersionUID = 1L;

        private Busy() {
            super("platform/busy", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, Map.of());
        }
    }

    /// A body of a kind that no operation takes.
    static final class UnknownContent extends Refusal {
        private static final long serialVersionUID = 1L;

        private UnknownContent() {
            super("platform/unknown-content", HttpStatus.UNSUPPORTED_MEDIA_TYPE, Map.of());
        }
    }

    /// An address whose parameters cannot be decoded, are too long or contain forbidden characters.
    static final class BadAddress extends Refusal {
        private static final long serialVersionUID = 1L;

        private BadAddress(String code, Map<String, Object> facts) {
            super(code, HttpStatus.BAD_REQUEST, facts);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest bounded;
        try {
            bounded = bounded(request);
            checkParameters(request);
        } catch (Refusal refused) {
            BareErrors.setHeaders(response);
            problems.resolveException(request, response, null, refused);
            return;
        }
        try {
            chain.doFilter(bounded, response);
        } finally {
            if (bounded instanceof Bounded body) {
                body.close();
            }
        }
    }

    private HttpServletRequest bounded(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length <= 0 && request.getHeader("Transfer-Encoding") == null) {
            return request;
        }
        String type = request.getContentType();
        if (isTokenRequest(request)) {
            return ofTheTokenEndpoint(request, length, type);
        }
        if (type != null && (type.startsWith("multipart/") || type.startsWith(FORM))) {
            throw new UnknownContent();
        }
        if (type != null && type.equals(RAW)) {
            return request;
        }
        int most = request.getRequestURI().startsWith("/api/session") ? MOST_AT_SIGN_IN : MOST_BYTES;
        if (length > most) {
            throw new BodyTooLarge(most);
        }
        return new Bounded(request, most);
    }

    private static boolean isTokenRequest(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals(TOKENS);
    }

    /// A form whose length is known and small, and nothing else; the container reads it.
    private static HttpServletRequest ofTheTokenEndpoint(
            HttpServletRequest request, long length, @Nullable String type) {
        if (type == null || !type.startsWith(FORM) || length < 0) {
            throw new UnknownContent();
        }
        if (length > MOST_AT_SIGN_IN) {
            throw new BodyTooLarge(MOST_AT_SIGN_IN);
        }
        return request;
    }

    private static void checkParameters(HttpServletRequest request) {
        Map<String, String[]> parameters;
        try {
            parameters = request.getParameterMap();
        } catch (IllegalStateException undecodable) {
            throw new BadAddress("platform/address-undecodable", Map.of());
        }
        int longest = isTokenRequest(request) ? LONGEST_ASSERTION : LONGEST_PARAMETER;
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                if (value.length() > longest) {
                    throw new BadAddress("platform/parameter-too-long", Map.of("max", longest));
                }
                if (!InputText.isAllowed(value) || !InputText.isAllowed(parameter.getKey())) {
                    throw new BadAddress("platform/parameter-characters", Map.of());
                }
            }
        }
    }

    /// A request whose body is counted while it is read; it may have been sent without its length.
    private final class Bounded extends HttpServletRequestWrapper implements AutoCloseable {
        private final int most;
        private @Nullable BoundedStream stream;

        Bounded(HttpServletRequest request, int most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new BoundedStream(super.getInputStream(), most);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            if (stream != null && stream.large) {
                largeBodies.release();
            }
        }
    }

    private final class BoundedStream extends ServletInputStream {
        private final ServletInputStream content;
        private final int most;
        private int count;
        private boolean large;

        BoundedStream(ServletInputStream content, int most) {
            this.content = content;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = content.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = content.read(into, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int bytes) {
            count += bytes;
            if (count > most) {
                throw new BodyTooLarge(most);
            }
            if (count > LARGE && !large) {
                admit();
            }
        }

        private void admit() {
            try {
                large = largeBodies.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            if (!large) {
                throw new Busy();
            }
        }

        @Override
        public boolean isFinished() {
            return content.isFinished();
        }

        @Override
        public boolean isReady() {
            return content.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            content.setReadListener(listener);
        }
    }
}
