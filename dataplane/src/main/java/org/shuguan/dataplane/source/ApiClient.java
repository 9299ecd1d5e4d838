package org.shuguan.dataplane.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Client of an HTTP interface. Sends GET requests only, with retries and limits, and sends the token only to the
/// origin it was entered for.
final class ApiClient {
    static final int LARGEST = 32 << 20;
    private static final int MOST_REDIRECTS = 5;
    private static final int TRIES = 5;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,<]*\\brel=\"?next\\b");
    private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7E]+");

    private final CloseableHttpClient client;
    private final Source.Http address;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile @Nullable HttpGet running;

    ApiClient(CloseableHttpClient client, Source.Http address) {
        this.client = client;
        this.address = address;
    }

    /// A response.
    ///
    /// @param from address of the response after redirects
    /// @param next link to the next page
    /// @param total header `X-Total-Count`
    /// @param pause header `Retry-After`, null if there is none
    record Response(
            URI from,
            int status,
            String text,
            @Nullable URI next,
            @Nullable String total,
            @Nullable String location,
            @Nullable Duration pause) {
        boolean moved() {
            return location != null && status >= 301 && status <= 308 && status != 304;
        }
    }

    /// The response is larger than [#LARGEST].
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static CloseableHttpClient client(Source.Http address) {
        Source.Limits limits = address.limits();
        Timeout connect = Timeout.of(limits.connect());
        Timeout silence = Timeout.of(limits.silence());
        DnsResolver resolver = new DnsResolver() {
            @Override
            public java.net.InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                return address.resolver().addresses(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(silence)
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(silence).build())
                .setUserAgent("Shuguan")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    static URI address(String text) throws SourceUnreadable {
        return Source.Http.address(text)
                .orElseThrow(() -> new SourceUnreadable(Reason.HOST_UNKNOWN, ParsedLine.cut(text), null));
    }

    static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /// Requests an address and follows redirects within its origin.
    ///
    /// @param key where to put the token, null to send the request without it
    /// @throws SourceUnreadable for any other status than 200 and 204
    Response get(URI uri, @Nullable ApiKey key) throws SourceUnreadable {
        URI at = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Response answer = getWithRetries(at, key);
            if (answer.moved()) {
                at = within(at, at.resolve(encoded(answer.location())));
            } else if (answer.status() == 200 || answer.status() == 204) {
                return answer;
            } else {
                throw refused(at, answer.status());
            }
        }
        throw new SourceUnreadable(
                Reason.OTHER, "GET " + uri.getPath() + ": more than " + MOST_REDIRECTS + " redirects", null);
    }

    /// Checks that an address has the same origin.
    ///
    /// @throws SourceUnreadable if it has another origin
    static URI within(URI from, URI to) throws SourceUnreadable {
        if (!sameOrigin(from, to)) {
            throw new SourceUnreadable(Reason.ELSEWHERE, to.getScheme() + "://" + to.getAuthority(), null);
        }
        return to;
    }

    private static SourceUnreadable refused(URI at, int status) {
        Reason reason = switch (status) {
            case 401, 403 -> Reason.CREDENTIALS;
            case 404, 410 -> Reason.ADDRESS_MISSING;
            case 408, 504 -> Reason.TIMED_OUT;
            case 429, 503 -> Reason.TOO_MANY_CONNECTIONS;
            default -> Reason.OTHER;
        };
        return new SourceUnreadable(reason, "GET " + at.getPath() + ": " + status, null);
    }

    private Response getWithRetries(URI uri, @Nullable ApiKey key) throws SourceUnreadable {
        for (int attempt = 1; ; attempt++) {
            Response answer = getOnce(uri, key);
            if (answer.status() != 429 && answer.status() != 503) {
                return answer;
            }
            Duration pause = answer.pause() == null ? Duration.ofSeconds(1L << (attempt - 1)) : answer.pause();
            if (attempt == TRIES || pause.compareTo(address.limits().statement()) > 0) {
                return answer;
            }
            try {
                if (cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SourceUnreadable(Reason.CANCELLED, "cancelled", null);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnreadable(Reason.CANCELLED, "interrupted", e);
            }
        }
    }

    private Response getOnce(URI uri, @Nullable ApiKey key) throws SourceUnreadable {
        HttpGet request = request(uri, key);
        running = request;
        // Limit for the whole response: a server that sends a byte from time to time never triggers the socket
        // timeout.
        CompletableFuture<Boolean> over = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, address.limits().statement().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> watch = over.thenAccept(late -> {
            if (late) {
                request.cancel();
            }
        });
        try {
            if (cancelled.getCount() == 0) {
                throw new SourceUnreadable(Reason.CANCELLED, "cancelled", null);
            }
            return client.execute(request, response -> answer(uri, request, response));
        } catch (IOException e) {
            throw unreadable(uri, e, watch.isDone());
        } finally {
            over.complete(false);
            running = null;
        }
    }

    private HttpGet request(URI uri, @Nullable ApiKey key) throws SourceUnreadable {
        String token = address.secret();
        HttpGet request;
        if (key == null || token == null) {
            request = new HttpGet(uri);
        } else {
            // A line break in the token would start another header.
            if (!TOKEN.matcher(token).matches() && key.way() != ApiKey.Way.BASIC) {
                throw new SourceUnreadable(
                        Reason.CREDENTIALS,
                        "the token contains characters that are not allowed in an HTTP header",
                        null);
            }
            try {
                request = key.request(uri, token);
            } catch (URISyntaxException e) {
                throw new SourceUnreadable(Reason.OTHER, "GET " + uri.getPath(), e);
            }
        }
        request.setHeader("Accept", "application/json, application/yaml;q=0.5, */*;q=0.1");
        return request;
    }

    private static Response answer(URI uri, HttpGet request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        String body = status == 200 ? body(request, response.getEntity()) : "";
        if (status != 200) {
            // The body is not needed; do not read it.
            request.cancel();
        }
        Header retry = response.getFirstHeader("Retry-After");
        return new Response(
                uri,
                status,
                body,
                next(uri, response),
                text(response.getFirstHeader("X-Total-Count")),
                text(response.getFirstHeader("Location")),
                retry == null ? null : pause(retry.getValue()));
    }

    private static String body(HttpGet request, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        // The limit applies to the decompressed size.
        InputStream in = entity.getContent();
        byte[] block = new byte[1 << 16];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            kept.write(block, 0, n);
            if (kept.size() > LARGEST) {
                request.cancel();
                throw new TooLarge();
            }
        }
        ContentType type = ContentType.parseLenient(entity.getContentType());
        String text = kept.toString(ContentType.getCharset(type, StandardCharsets.UTF_8));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static @Nullable URI next(URI uri, ClassicHttpResponse response) {
        for (Header link : response.getHeaders("Link")) {
            Matcher next = NEXT.matcher(String.valueOf(link.getValue()));
            if (next.find()) {
                return uri.resolve(encoded(next.group(1)));
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    /// Percent-encodes characters that are not allowed in an address.
    static String encoded(@Nullable String address) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : String.valueOf(address).strip().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > ' ' && one < 0x7F && "\"<>\\^`{|}".indexOf(one) < 0;
            encoded.append(plain ? Character.toString((char) one) : "%%%02X".formatted(one & 0xFF));
        }
        return encoded.toString();
    }

    /// Parses `Retry-After`: seconds or a date.
    private static @Nullable Duration pause(@Nullable String said) {
        if (said != null && said.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        Instant until = DateUtils.parseStandardDate(said);
        Duration left = until == null ? null : Duration.between(Instant.now(), until);
        return left == null || !left.isNegative() ? left : Duration.ZERO;
    }

    private SourceUnreadable unreadable(URI uri, IOException e, boolean late) {
        String where = "GET " + uri.getPath();
        if (cancelled.getCount() == 0) {
            return new SourceUnreadable(Reason.CANCELLED, "cancelled", e);
        }
        if (late) {
            return new SourceUnreadable(Reason.TIMED_OUT, where, e);
        }
        Reason reason = switch (e) {
            case TooLarge large -> Reason.TOO_LARGE;
            case SSLException tls -> Reason.OTHER;
            default -> Jdbc.network(e);
        };
        return new SourceUnreadable(
                reason == null ? Reason.BROKEN_OFF : reason,
                e instanceof SSLException ? where + ": " + ParsedLine.cut(String.valueOf(e.getMessage())) : where,
                e);
    }

    /// Cancels the running request; called from another thread.
    void cancel() {
        cancelled.countDown();
        HttpGet request = running;
        if (request != null) {
            request.cancel();
        }
    }
}
