package org.shuguan.server.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shuguan.server.platform.CalledHosts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Robots of chats: WeCom (企业微信), DingTalk (钉钉) and Feishu (飞书), told by the path of their address, and other
/// programs that take JSON. Only hosts that the operator has named are called, and redirections are not followed:
/// the address is typed by a person, and the server stands in a network that this person may not reach.
@Component
class WebhookWay implements Way {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int OK_END = 300;
    private static final Set<Integer> GONE = Set.of(401, 403, 404, 410);

    private final CalledHosts hosts;
    private final JsonMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebhookWay(CalledHosts hosts, JsonMapper json) {
        this.hosts = hosts;
        this.json = json;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public boolean ready() {
        return !hosts.names().isEmpty();
    }

    /// The hosts that may be called, in order.
    List<String> hosts() {
        return hosts.names();
    }

    @Override
    public Optional<String> fault(String target) {
        return hosts.fault(target);
    }

    @Override
    public void send(String target, Letter letter) throws NotSent {
        if (fault(target).isPresent()) {
            // The operator has taken the host from the list since.
            throw new NotSent(NotSent.Why.NOT_SET_UP, "the host is not among shuguan.webhook.hosts", null);
        }
        URI address = URI.create(target);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", letter.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body(address, letter))))
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotSent(NotSent.Why.AWAY, "HTTP: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent(NotSent.Why.AWAY, "interrupted", e);
        }
        int status = response.statusCode();
        if (status < OK || status >= OK_END) {
            throw new NotSent(GONE.contains(status) ? NotSent.Why.ADDRESS : NotSent.Why.LATER, "HTTP " + status, null);
        }
        long error = error(response.body());
        if (error != 0) {
            // These robots answer 200 and say in the body that they have not taken it, mostly because of their limit.
            throw new NotSent(NotSent.Why.LATER, "HTTP " + status + ", errcode " + error, null);
        }
    }

    private static Map<String, ?> body(URI address, Letter letter) {
        String path = address.getPath() == null ? "" : address.getPath();
        String text = letter.subject() + "\n\n" + letter.text();
        if (path.startsWith("/cgi-bin/webhook/") || path.startsWith("/robot/send")) {
            return Map.of("msgtype", "text", "text", Map.of("content", text));
        }
        if (path.startsWith("/open-apis/bot/")) {
            return Map.of("msg_type", "text", "content", Map.of("text", text));
        }
        return Map.of(
                "id",
                letter.id().toString(),
                "subject",
                letter.subject(),
                "notices",
                letter.parts().stream()
                        .map(part -> Map.of("sentence", part.sentence(), "link", part.link()))
                        .toList());
    }

    /// The error number in the answer of a robot, 0 for none.
    private long error(String body) {
        try {
            JsonNode answer = json.readTree(body);
            return answer.path("errcode").asLong(answer.path("code").asLong(0));
        } catch (tools.jackson.core.JacksonException e) {
            return 0;
        }
    }
}
