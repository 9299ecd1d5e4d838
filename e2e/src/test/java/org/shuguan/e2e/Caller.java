package org.shuguan.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// A client with the cookies and the CSRF token of a browser, for requests that no page sends.
final class Caller {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final String city;

    Caller(String city) {
        this.city = city;
        get("/api/public/roster");
    }

    Caller signIn(String account, String password) {
        HttpResponse<String> answer = call("POST", "/api/session", Map.of("username", account, "password", password));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(account + ": " + answer.statusCode() + " " + answer.body());
        }
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    JsonElement json(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonParser.parseString(answer.body());
    }

    HttpResponse<String> call(String method, String path, Object body) {
        return call(method, path, new Gson().toJson(body), "application/json");
    }

    /// @param body exactly what is sent
    HttpResponse<String> call(String method, String path, String body, String type) {
        return call(method, path, BodyPublishers.ofString(body), type);
    }

    HttpResponse<String> call(String method, String path, BodyPublisher body, String type, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", type)
                .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// The value of a cookie, empty if there is none.
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(city + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
