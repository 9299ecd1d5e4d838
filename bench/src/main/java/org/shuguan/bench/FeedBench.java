package org.shuguan.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shuguan.server.platform.DatabaseAddress;

/// Measures the feed of the demo's captured table: from a commit at the source, through capture, masks, the feed's log
/// and its durable record, to the consumer of a stream, at given rates. Each change must come once and in order.
final class FeedBench {
    private static final String DATABASE = "hjj_jiance";
    private static final int[] RATES = {100, 1000};
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
    private static final Pattern NUMBERED = Pattern.compile("\"qymc\":\"bench-(\\d+)\"");

    /// @param last number of the feed's last change
    private record Fed(String resource, String unit, long last) {}

    private final int seconds;

    FeedBench(int seconds) {
        this.seconds = seconds;
    }

    void run() throws Exception {
        int port = PackagedServer.freePort();
        try (PackagedServer server =
                new PackagedServer("2g", Map.of("SHUGUAN_EXCHANGE_PORT", Integer.toString(port)))) {
            server.awaitReady();
            String token = UUID.randomUUID().toString();
            Fed fed = awaitFeed(server);
            try (Connection connection = server.database();
                    Statement statement = connection.createStatement()) {
                ExchangeBench.client(statement, fed.unit(), token);
            }
            DatabaseAddress source = server.department(DATABASE);
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<java.io.InputStream> stream = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/exchange/v1/resources/"
                                        + fed.resource() + "/changes"))
                                .header("Authorization", "Bearer " + token)
                                .header("Accept", "text/event-stream")
                                .header("Last-Event-ID", Long.toString(fed.last()))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                if (stream.statusCode() != 200) {
                    throw new IllegalStateException("the stream was answered by " + stream.statusCode());
                }
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                    for (int rate : RATES) {
                        measure(lines, source, rate);
                    }
                }
            }
        }
    }

    /// Waits until the demo's consumer follows the captured table.
    private static Fed awaitFeed(PackagedServer server) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        try (Connection connection = server.database();
                PreparedStatement statement = connection.prepareStatement("""
                        select g.resource, g.consumer, f.last_number from exchange.feed f
                          join sharing.data_grant g on g.id = f.data_grant
                         where f.copy_log is not null and f.last_number > 4
                        """)) {
            while (System.nanoTime() < end) {
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        return new Fed(row.getString(1), row.getString(2), row.getLong(3));
                    }
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
        throw new IllegalStateException("the demo has no feed of a captured table");
    }

    private void measure(BufferedReader lines, DatabaseAddress source, int rate) throws Exception {
        int count = rate * seconds;
        long[] committed = new long[count + 1];
        Thread writer = Thread.ofPlatform().start(() -> write(source, rate, committed));
        List<Double> delays = new ArrayList<>();
        while (delays.size() < count) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("the stream ended after " + delays.size() + " changes");
            }
            Matcher numbered = NUMBERED.matcher(line);
            if (numbered.find()) {
                int number = Integer.parseInt(numbered.group(1));
                if (number != delays.size() + 1) {
                    throw new IllegalStateException(number + " came instead of " + (delays.size() + 1));
                }
                delays.add(PacedChanges.delay(committed[number], System.nanoTime()));
            }
        }
        writer.join();
        PacedChanges.print(rate, seconds, "consumer", delays, "aim: p99 < 1,000 ms; each came once, in order");
    }

    private static void write(DatabaseAddress source, int rate, long[] committed) {
        try {
            PacedChanges.write(
                    DriverManager.getConnection(source.url(), source.user(), source.password()),
                    "update wry_qy set qymc = ? where tyshxydm = (select min(tyshxydm) from wry_qy)",
                    i -> "bench-" + i,
                    rate,
                    committed);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
