package org.shuguan.dataplane.census;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// An HTTP server on loopback with responses defined by a test; it records the requests.
public final class ApiServer implements AutoCloseable {
    /// @param token the `Authorization` header, empty if there is none
    public record Asked(String method, String path, Map<String, String> query, String token) {
        public long number(String name, long otherwise) {
            return Long.parseLong(query.getOrDefault(name, Long.toString(otherwise)));
        }
    }

    /// A response.
    public interface Way {
        void answer(Asked asked, Reply reply) throws IOException;
    }

    public record Reply(HttpExchange exchange) {
        public Reply header(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
            return this;
        }

        public void json(String json) throws IOException {
            header("Content-Type", "application/json").send(200, json.getBytes(StandardCharsets.UTF_8));
        }

        public void status(int status) throws IOException {
            send(status, "<html>no</html>".getBytes(StandardCharsets.UTF_8));
        }

        private void send(int status, byte[] body) throws IOException {
            byte[] sent = body;
            if (String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                    .contains("gzip")) {
                header("Content-Encoding", "gzip");
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(body);
                }
                sent = packed.toByteArray();
            }
            exchange.sendResponseHeaders(status, sent.length);
            exchange.getResponseBody().write(sent);
            exchange.close();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Way> ways = new HashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    public ApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public ApiServer on(String path, Way way) {
        ways.put(path, way);
        return this;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// All requests except those for the document.
    public List<Asked> asked() {
        return asked.stream().filter(one -> !one.path().startsWith("/openapi")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        Asked one = new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, token == null ? "" : token);
        asked.add(one);
        Way way = ways.get(one.path());
        if (way == null) {
            new Reply(exchange).status(404);
        } else {
            way.answer(one, new Reply(exchange));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
