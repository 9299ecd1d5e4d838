package org.shuguan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The oldest PostgreSQL that is promised, brought by the operator.
@ExtendWith(Shared.class)
class ExternalDatabaseTest {
    private static final String CREDENTIALS = "{\"username\":\"rsj.steward\",\"password\":\"Duanyan-2026!\"}";

    @Test
    void aCityOnDebiansPostgresql15KeepsItsDataAndSessionsOverARestart() throws Exception {
        assumeTrue(Files.isExecutable(DebianPostgres.BIN.resolve("initdb")), "needs Debian's postgresql-15");
        try (DebianPostgres postgres = new DebianPostgres();
                City city = new City(Map.of("SHUGUAN_DATABASE_URL", postgres.database("city")))) {
            CookieManager cookies = new CookieManager();
            try (HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(cookies).build()) {
                assertThat(ask(browser, city, null, cookies).statusCode()).isEqualTo(401);
                assertThat(ask(browser, city, CREDENTIALS, cookies).statusCode())
                        .isEqualTo(200);
                city.stop();
                city.start();
                assertThat(ask(browser, city, null, cookies).body()).contains("rsj.steward");
            }
            assertThat(postgres.psql("city", "show server_version")).startsWith("15.");
            assertThat(postgres.psql("city", "select count(*) > 0 from institution.unit_form where name = '市人社局'"))
                    .isEqualTo("t");
        }
    }

    /// Asks who is signed in, or signs in.
    private static HttpResponse<String> ask(HttpClient browser, City city, String credentials, CookieManager cookies)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(city.address() + "/api/session"));
        if (credentials != null) {
            String token = cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
            request.header("X-XSRF-TOKEN", token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(credentials));
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
