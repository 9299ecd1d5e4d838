package org.shuguan.server.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.client.MachineTokens;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.sharing.Grant;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// Calls for the demo: some real ones now, and invented ones of the weeks before, written by the recorder of real
/// calls. Not there outside of the demo.
@Component
@ConditionalOnProperty("shuguan.demo")
public class DemoCalls {
    private static final int FIRST_HOUR = 8;
    private static final int HOURS = 10;
    private static final int SECONDS_OF_AN_HOUR = 3600;
    private static final String ADDRESS = "127.0.0.1";

    private final Gateway gateway;
    private final GrantFiles files;
    private final Feeds feeds;
    private final CallRecorder recorder;

    DemoCalls(Gateway gateway, GrantFiles files, Feeds feeds, CallRecorder recorder) {
        this.gateway = gateway;
        this.files = files;
        this.feeds = feeds;
        this.recorder = recorder;
    }

    /// Makes a few real calls by a grant.
    public void now(Grant grant, UUID client, String name, UnitCode unit) {
        Machine machine = new Machine(client, name, unit, Set.of(MachineTokens.EXCHANGE));
        String first = grant.items().getFirst().code();
        for (String filter : List.of("", "\"" + first + "\" is present", "\"no such item\" is present")) {
            String query = "limit=5&grant=" + grant.number()
                    + (filter.isEmpty() ? "" : "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
            Map<String, List<String>> parameters = filter.isEmpty()
                    ? Map.of("limit", List.of("5"), "grant", List.of(grant.number()))
                    : Map.of("limit", List.of("5"), "grant", List.of(grant.number()), "filter", List.of(filter));
            gateway.answer(
                            new Request(
                                    "GET",
                                    GrantApi.path(grant, "records"),
                                    query,
                                    parameters,
                                    new byte[0],
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    ADDRESS),
                            machine,
                            grant.resource().value(),
                            Call.Action.READ)
                    .join();
        }
    }

    /// Has a file of a grant prepared.
    public void file(Grant grant, UUID client, String name) {
        try {
            files.ask(
                    grant,
                    new GrantFiles.Wanted(RowFile.Format.CSV, RowFile.Encoding.UTF8_BOM, null, null),
                    client,
                    name,
                    null);
        } catch (ReadRefused | SourceAway e) {
            throw new IllegalStateException(e);
        }
    }

    /// Begins the feed of a grant.
    ///
    /// @return false if there is nothing yet that can be followed
    public boolean follow(Grant grant) {
        return feeds.build(grant) != null;
    }

    /// Invents the calls of the days before, on working days in office hours.
    ///
    /// @param perDay about how many
    public void before(Grant grant, UUID client, String name, UnitCode unit, LocalDate today, int days, int perDay) {
        Random random = new Random(grant.id().getLeastSignificantBits());
        for (int back = days; back > 0; back--) {
            LocalDate day = today.minusDays(back);
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            int calls = weekend ? random.nextInt(3) : perDay / 2 + random.nextInt(perDay);
            CompletableFuture<?>[] written = new CompletableFuture<?>[calls];
            for (int i = 0; i < calls; i++) {
                written[i] = recorder.submit(call(grant, client, name, unit, day, random));
            }
            CompletableFuture.allOf(written).join();
        }
    }

    /// Invents the calls of a program that asked for one key after another in the last hour, which raises an alarm.
    ///
    /// @param calls how many, one each twenty seconds
    public void walk(Grant grant, UUID client, String name, UnitCode unit, Instant now, int calls) {
        Random random = new Random(grant.id().getMostSignificantBits());
        CompletableFuture<?>[] written = new CompletableFuture<?>[calls];
        for (int i = 0; i < calls; i++) {
            Instant at = now.minusSeconds(20L * (calls - i));
            written[i] = recorder.submit(
                    call(grant, client, name, unit, at, Call.Action.LOOKUP, 2000 + i, 200, 1, "ok", random));
        }
        CompletableFuture.allOf(written).join();
    }

    private static Call call(Grant grant, UUID client, String name, UnitCode unit, LocalDate day, Random random) {
        Instant at = CityTime.startOf(day)
                .plusSeconds((FIRST_HOUR * SECONDS_OF_AN_HOUR) + random.nextInt(HOURS * SECONDS_OF_AN_HOUR))
                .plusMillis(random.nextInt(1000));
        Call.Action action = random.nextInt(4) == 0 ? Call.Action.LOOKUP : Call.Action.READ;
        int kind = random.nextInt(60);
        int status = kind == 0 ? 400 : kind == 1 ? 503 : 200;
        int rows = status == 200 ? (action == Call.Action.LOOKUP ? 1 : random.nextInt(100)) : 0;
        String result = status == 200 ? "ok" : status == 400 ? "exchange/filter-value" : "exchange/source-slow";
        return call(grant, client, name, unit, at, action, 1 + random.nextInt(5000), status, rows, result, random);
    }

    private static Call call(
            Grant grant,
            UUID client,
            String name,
            UnitCode unit,
            Instant at,
            Call.Action action,
            int key,
            int status,
            int rows,
            String result,
            Random random) {
        String filter = action == Call.Action.LOOKUP ? grant.items().getFirst().code() + " = " + key : "";
        return new Call(
                at,
                new UUID(random.nextLong(), random.nextLong()),
                client,
                name,
                unit,
                grant.id(),
                grant.number(),
                grant.owner().value(),
                grant.resource().value(),
                grant.purpose(),
                action,
                filter,
                "",
                rows,
                status,
                result,
                2000 + random.nextInt(20_000) + (status == 503 ? 20_000_000 : 0),
                rows * 180 + 40,
                Hashes.sha256(at.toString()),
                null,
                ADDRESS);
    }
}
