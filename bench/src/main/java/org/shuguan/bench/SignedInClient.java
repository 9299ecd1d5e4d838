package org.shuguan.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP client that is signed in as a person of the demo city, with its own session.
final class SignedInClient implements AutoCloseable {
    private static final String PASSWORD = "Duanyan-2026!";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    SignedInClient(String address, String account) throws IOException, InterruptedException {
        this.address = address;
        send(HttpRequest.newBuilder(URI.create(address + "/api/public/roster")));
        post("/api/session", Map.of("username", account, "password", PASSWORD));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    /// The response body as text.
    String text(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", token())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        return JSON.readTree(answer.isEmpty() ? "null" : answer);
    }

    /// Uploads a file as a raw stream.
    ///
    /// @param path may have parameters; the file's name is added
    JsonNode upload(String path, Path file) throws IOException, InterruptedException {
        String name = URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8);
        return JSON.readTree(send(
                HttpRequest.newBuilder(URI.create(address + path + (path.contains("?") ? "&" : "?") + "name=" + name))
                        .header("Content-Type", "application/octet-stream")
                        .header("X-XSRF-TOKEN", token())
                        .POST(BodyPublishers.ofFile(file))));
    }

    void download(String path, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> answer =
                client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " " + answer.statusCode());
        }
    }

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request.uri() + " " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        client.close();
    }
}
