package org.shuguan.dataplane.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// The connections to the node. Each request is signed; a request whose answer was lost is sent again, signed anew.
final class NodeLine implements AutoCloseable {
    /// Longer than the node lets a request wait.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

    private final URI node;
    private final AgentHome home;
    private final Protocol protocol;
    private final Clock clock;
    private final AgentLog log;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private volatile int version;

    NodeLine(URI node, AgentHome home, Protocol protocol, Clock clock, AgentLog log) {
        this.node = node;
        this.home = home;
        this.protocol = protocol;
        this.clock = clock;
        this.log = log;
        this.version = protocol.newest();
    }

    /// Sends a request once; twice if the node speaks an older version of the protocol than this program.
    ///
    /// @throws IOException if the line was cut: the node may have received it or not
    <T> T send(String path, Object body, Class<T> answer) throws IOException, InterruptedException, NodeRefused {
        return send("POST", path, Wire.write(body), answer);
    }

    private <T> T send(String method, String path, byte[] body, Class<T> answer)
            throws IOException, InterruptedException, NodeRefused {
        HttpResponse<byte[]> response = sent(method, path, body);
        if (response.statusCode() / 100 != 2) {
            NodeRefused refused = refused(response);
            if (refused.kind() != NodeRefused.Kind.PROTOCOL || !agreed(response)) {
                throw refused;
            }
            response = sent(method, path, body);
            if (response.statusCode() / 100 != 2) {
                throw refused(response);
            }
        }
        try {
            return Wire.read(response.body(), answer);
        } catch (JacksonException e) {
            throw new IOException("the answer is not that of a node of this program", e);
        }
    }

    private HttpResponse<byte[]> sent(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        String whole = Wire.ROOT + path;
        String host = home.membership().map(joined -> joined.host().toString()).orElse(Proof.NOBODY);
        Proof proof = Proof.of(home.secretKey(), host, version, method, whole, body, clock.instant());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(node.toString().replaceFirst("/+$", "") + whole))
                .timeout(PATIENCE)
                .header("Content-Type", Wire.CONTENT)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        proof.headers().forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static NodeRefused refused(HttpResponse<byte[]> response) throws IOException {
        try {
            Wire.Problem problem = Wire.read(response.body(), Wire.Problem.class);
            if (problem != null && problem.code() != null) {
                return new NodeRefused(
                        NodeRefused.kindOf(response.statusCode(), problem.code()),
                        problem.code() + ": " + problem.detail());
            }
        } catch (JacksonException e) {
            // Something between here and the node has answered, or a node without front-end hosts.
            throw new IOException("HTTP " + response.statusCode() + " without an answer of the node", e);
        }
        throw new IOException("HTTP " + response.statusCode() + " without an answer of the node");
    }

    /// Takes the newest version that both sides speak.
    private boolean agreed(HttpResponse<byte[]> response) {
        Matcher range =
                RANGE.matcher(response.headers().firstValue(Proof.PROTOCOL).orElse(""));
        if (!range.matches()) {
            return false;
        }
        OptionalInt common =
                protocol.common(new Protocol(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))));
        common.ifPresent(agreed -> version = agreed);
        return common.isPresent();
    }

    /// Sends a request until it is answered.
    ///
    /// @param path below the order
    /// @param unwanted whether to give up
    /// @throws NodeRefused if the node does not want it
    <T> T persist(String path, byte[] body, Class<T> answer, BooleanSupplier unwanted)
            throws InterruptedException, NodeRefused {
        Duration pause = FIRST_PAUSE;
        while (true) {
            if (unwanted.getAsBoolean()) {
                throw new NodeRefused(NodeRefused.Kind.ORDER_OVER, "given up");
            }
            try {
                return send("POST", path, body, answer);
            } catch (IOException cut) {
                log.note("line", "the line to the node is cut (" + cut + "); trying again");
            } catch (NodeRefused refused) {
                if (refused.kind() != NodeRefused.Kind.LATER) {
                    throw refused;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
