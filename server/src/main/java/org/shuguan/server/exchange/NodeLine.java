package org.shuguan.server.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.client.MachineTokens;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to another node as a machine client of a unit there: by its token endpoint and the interface for rows that
/// are sent.
final class NodeLine {
    /// A node that did not answer, or asks to be asked later.
    static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Duration pause;

        Away(String what, @Nullable Duration pause) {
            super(what);
            this.pause = pause;
        }

        /// How long the node asks to wait, null if it does not say.
        @Nullable
        Duration pause() {
            return pause;
        }
    }

    /// An entry there.
    ///
    /// @param key names of the columns of its key
    /// @param accepts whether it takes rows that are sent
    record Resource(String title, List<Column> columns, List<String> key, boolean accepts) {}

    /// A column of it.
    ///
    /// @param title in words
    record Column(String name, String title) {}

    /// What became of a part.
    ///
    /// @param state `waiting`, `collecting`, `collected` or `failed`
    /// @param collection which took it, perhaps with others; null before
    /// @param quarantined rows of that collection that did not fit
    record Receipt(
            UUID batch,
            String state,
            @Nullable String collection,
            long quarantined,
            @Nullable String problem) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_PROBLEM = 500;
    private static final long LONGEST_ANSWER = 4 << 20;
    private static final int OK = 200;
    private static final int OK_END = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;
    private static final String COLLECT = "/collect/v1";

    private final HttpClient client;
    private final JsonMapper json;
    private final String address;
    private final String clientId;
    private final String secret;
    private @Nullable String token;

    /// @param client that follows no redirections
    /// @param address of the node, without a path
    NodeLine(HttpClient client, JsonMapper json, String address, String clientId, String secret) {
        this.client = client;
        this.json = json;
        this.address = address;
        this.clientId = clientId;
        this.secret = secret;
    }

    /// What the node says of an entry.
    ///
    /// @throws ExchangeRefused if it refuses
    Resource resource(String code) throws Away {
        JsonNode found = asked(request(resourcePath(code)).GET());
        return new Resource(
                found.path("title").asString(""),
                found.path("columns")
                        .valueStream()
                        .map(column -> new Column(
                                column.path("name").asString(""),
                                column.path("title").asString("")))
                        .toList(),
                found.path("key")
                        .valueStream()
                        .map(column -> column.asString(""))
                        .toList(),
                found.path("accepts").asBoolean(false));
    }

    /// Sends a part. The same part with the same key again is answered as the first time.
    ///
    /// @param key the part's name
    /// @throws ExchangeRefused if it is refused
    Receipt send(String code, String key, byte[] body) throws Away {
        return receipt(asked(request(resourcePath(code) + "/batches")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))));
    }

    /// What became of a part.
    ///
    /// @throws ExchangeRefused if the node does not know it
    Receipt receipt(UUID batch) throws Away {
        return receipt(asked(request(COLLECT + "/batches/" + batch).GET()));
    }

    private static Receipt receipt(JsonNode receipt) throws Away {
        try {
            JsonNode collection = receipt.path("collection");
            return new Receipt(
                    UUID.fromString(receipt.path("batch").asString("")),
                    receipt.path("state").asString(""),
                    collection.isObject() ? collection.path("id").asString("") : null,
                    collection.path("quarantined").asLong(0),
                    receipt.path("problem").isString()
                            ? shortened(receipt.path("problem").asString())
                            : null);
        } catch (IllegalArgumentException noReceipt) {
            throw new Away("the answer is no receipt", null);
        }
    }

    private static String resourcePath(String code) {
        int slash = code.lastIndexOf('/');
        return COLLECT + "/resources/" + part(code.substring(0, Math.max(0, slash))) + "/"
                + part(code.substring(slash + 1));
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json")
                .header("Accept-Language", "zh-CN");
    }

    /// Sends a request with a token; an expired one is replaced once.
    private JsonNode asked(HttpRequest.Builder request) throws Away {
        String known = token;
        if (known != null) {
            HttpResponse<String> answer = sent(authorized(request, known));
            if (answer.statusCode() != UNAUTHORIZED) {
                return understood(answer);
            }
        }
        String fresh = freshToken();
        token = fresh;
        return understood(sent(authorized(request, fresh)));
    }

    private static HttpRequest authorized(HttpRequest.Builder request, String token) {
        return request.copy().header("Authorization", "Bearer " + token).build();
    }

    private String freshToken() throws Away {
        String credentials = part(clientId) + ":" + part(secret);
        HttpResponse<String> answer = sent(request("/oauth2/token")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + part(MachineTokens.COLLECT)))
                .build());
        mayBeLater(answer);
        JsonNode said = read(answer.body());
        String given = said.path("access_token").asString("");
        if (answer.statusCode() != OK || given.isEmpty()) {
            throw ExchangeRefused.nodeCredentials(sentence(answer.statusCode(), said));
        }
        return given;
    }

    private HttpResponse<String> sent(HttpRequest request) throws Away {
        try {
            return client.send(
                    request,
                    HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ANSWER));
        } catch (IOException e) {
            throw new Away(e.getClass().getSimpleName(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Away("interrupted", null);
        }
    }

    private JsonNode understood(HttpResponse<String> answer) throws Away {
        mayBeLater(answer);
        JsonNode said = read(answer.body());
        if (answer.statusCode() >= OK && answer.statusCode() < OK_END) {
            return said;
        }
        throw ExchangeRefused.nodeRefused(sentence(answer.statusCode(), said));
    }

    /// Faults of the node and of what is before it pass; what it refuses does not.
    private static void mayBeLater(HttpResponse<String> answer) throws Away {
        int status = answer.statusCode();
        if (status == TOO_MANY || status >= SERVER_FAULT) {
            throw new Away("HTTP " + status, pause(answer));
        }
    }

    /// How long to wait, in seconds or up to a moment (RFC 9110 10.2.3).
    private static @Nullable Duration pause(HttpResponse<String> answer) {
        String said = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (said.isEmpty()) {
            return null;
        }
        try {
            return said.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(said))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException | NumberFormatException unreadable) {
            return null;
        }
    }

    private JsonNode read(String body) {
        try {
            return body.isEmpty() ? json.createObjectNode() : json.readTree(body);
        } catch (JacksonException noJson) {
            return json.createObjectNode();
        }
    }

    /// What a refusal says (RFC 9457, RFC 6749 5.2).
    private static String sentence(int status, JsonNode said) {
        for (String name : List.of("detail", "title", "error_description", "error")) {
            String text = said.path(name).asString("");
            if (!text.isBlank()) {
                return shortened(text);
            }
        }
        return "HTTP " + status;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM) + "…";
    }
}
