package org.shuguan.server;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP client with the cookies and the CSRF token of a browser.
final class Visitor {
    private static final JsonMapper JSON = new JsonMapper();

    /// No answer names a file of the server by its path.
    private static final List<String> FOLDERS = Stream.of("java.io.tmpdir", "user.home", "user.dir", "java.home")
            .map(System::getProperty)
            .filter(folder -> folder.length() > 1)
            .toList();

    private static final Map<String, Queue<String>> RECOVERY_CODES = new ConcurrentHashMap<>();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String address;
    private String secret = "";

    Visitor(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    Visitor signIn(String account, String password) {
        HttpResponse<String> answer = asks("POST", "/api/session", Map.of("username", account, "password", password));
        if (answer.statusCode() == 401 && answer.body().contains("second-factor-due")) {
            // Enrolled by another visitor: a code is good for one use, so this one takes a recovery code.
            String code = RECOVERY_CODES
                    .getOrDefault(address + account, new ConcurrentLinkedQueue<>())
                    .remove();
            makes("/api/session/second-factor", Map.of("code", code, "remember", false));
        } else if (JSON.readTree(granted(answer)).get("mustEnrolSecondFactor").asBoolean()) {
            RECOVERY_CODES.put(address + account, new ConcurrentLinkedQueue<>(enrols()));
        }
        return this;
    }

    /// Enrols a second factor.
    ///
    /// @return the recovery codes
    List<String> enrols() {
        secret = makes("/api/session/second-factor/enrolment", Map.of())
                .get("secret")
                .asString();
        List<String> codes = new ArrayList<>();
        makes("/api/session/second-factor/confirmation", Map.of("code", code(0)))
                .get("codes")
                .forEach(code -> codes.add(code.asString()));
        return codes;
    }

    /// The code of the second factor.
    ///
    /// @param steps after now; the server accepts one, if the clock is off
    String code(int steps) {
        var generator = new TimeBasedOneTimePasswordGenerator();
        var key = new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm());
        try {
            return generator.generateOneTimePasswordString(
                    key, Instant.now().plus(generator.getTimeStep().multipliedBy(steps)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> asks(String method, String path, @Nullable Object body) {
        return sends(request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", token())
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /// A request as another site could send it from this person's browser: without the token.
    int forges(String method, String path) {
        return sends(request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString("{}")))
                .statusCode();
    }

    JsonNode reads(String path) {
        return JSON.readTree(granted(asks("GET", path, null)));
    }

    byte[] downloads(String path) {
        HttpResponse<byte[]> answer = sends(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " " + answer.statusCode());
        }
        return answer.body();
    }

    /// What a path answers, be it granted or refused.
    byte[] downloadsAny(String path) {
        return sends(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    JsonNode makes(String path, Object body) {
        return JSON.readTree(granted(asks("POST", path, body)));
    }

    /// Sends a file as a raw stream.
    HttpResponse<String> uploads(String path, String name, String content) {
        return uploads(
                path + (path.contains("?") ? "&" : "?") + "name=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                content.getBytes(StandardCharsets.UTF_8));
    }

    /// @param path with all parameters
    HttpResponse<String> uploads(String path, byte[] content) {
        return sends(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("X-XSRF-TOKEN", token())
                .POST(BodyPublishers.ofByteArray(content)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /// The first answer sets the token; a client without one sends a request to get it.
    private String token() {
        if (cookies.getCookieStore().getCookies().isEmpty()) {
            sends(request("/api/public/roster").GET());
        }
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpResponse<String> sends(HttpRequest.Builder request) {
        HttpResponse<String> answer = sends(request, HttpResponse.BodyHandlers.ofString());
        for (String folder : FOLDERS) {
            if (answer.body().contains(folder + "/")) {
                throw new AssertionError(
                        "an answer names a folder of the server: " + answer.uri() + " " + answer.body());
            }
        }
        return answer;
    }

    private <T> HttpResponse<T> sends(HttpRequest.Builder request, HttpResponse.BodyHandler<T> how) {
        try {
            return client.send(request.build(), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String granted(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.request().uri() + " " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
