package org.shuguan.server.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.sharing.GrantCare;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An owner with a published table in a real database, and consumers with clients and grants.
@TestComponent
class ExchangeCity {
    @Autowired
    Institution institution;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader reader;

    @Autowired
    MachineClients clients;

    @Autowired
    GrantCare care;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Autowired
    JdbcClient jdbc;

    /// A client with a token.
    record Consumer(UnitCode unit, UUID client, String token) {}

    /// An owner's entry on a table of people.
    record Owner(UnitCode unit, UUID entry, String resource, String database, SourceRecord source) {}

    private final HttpClient http = HttpClient.newHttpClient();

    /// A plan by which the owner's table is collected.
    UUID plan(Owner owner) {
        return collecting.plan(owner.entry(), Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
    }

    /// Collects the owner's table and waits for the new version.
    void collect(Owner owner, UUID plan) {
        long before = newest(owner);
        collecting.collect(plan, Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !collecting.isUnderWay(plan) && newest(owner) != before);
    }

    private long newest(Owner owner) {
        return data.table(owner.entry())
                .flatMap(table -> table.current())
                .map(version -> version.id())
                .orElse(0L);
    }

    UnitCode unit(String letter) {
        UnitCode unit = new UnitCode(
                letter + Long.toString(System.nanoTime() % 10_000_000, 36).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, unit);
        return unit;
    }

    Owner owner() throws Exception {
        String database = FreshDatabase.create("owner");
        people(database, 50);
        return owner(database);
    }

    /// Makes the owner's table.
    static void people(String database, int rows) throws Exception {
        sql(database, """
                create table person (id int primary key, name varchar(20), id_number char(18), district varchar(20),
                                     birth date, address varchar(100));
                insert into person select i, case i % 3 when 0 then '王伟' when 1 then '李静' else '欧阳娜娜' end,
                       '44120219900101' || lpad(i::text, 4, '0'), case i % 2 when 0 then '端州区' else '鼎湖区' end,
                       date '1990-01-01' + i, '肇庆市端州区建设路' || i || '号'
                  from generate_series(1, {rows}) i
                """.replace("{rows}", Integer.toString(rows)));
    }

    /// @param database with the table of [#people]
    Owner owner(String database) throws Exception {
        UnitCode unit = unit("O");
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        SourceRecord source = census.register(
                unit,
                new Census.Entered(
                        "人口库",
                        SourceRecord.Kind.POSTGRESQL,
                        "127.0.0.1",
                        Integer.parseInt(database.replaceAll(".*:(\\d+)/.*", "$1")),
                        database.replaceAll(".*/([a-z0-9]+)\\?.*", "$1"),
                        List.of(),
                        "postgres",
                        "postgres"));
        UUID run = census.start(source, 0, steward);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> census.newest(source.id(), "public.person").isPresent());
        Census.Place place = census.newest(source.id(), "public.person").orElseThrow();
        UUID entry = catalog.create(
                unit,
                catalog.measured(run, place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, unit));
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        String resource = reader.versions(entry).getFirst().code().value();
        return new Owner(unit, entry, resource, database, source);
    }

    Consumer consumer() {
        return consumer(unit("K"), "exchange:read");
    }

    Consumer consumer(UnitCode unit, String scope) {
        UUID client = clients.ask(
                unit, "业务系统" + UUID.randomUUID(), "核对", List.of(scope), Actors.holding("专员", Role.DATA_STEWARD, unit));
        clients.approve(client, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        return new Consumer(unit, client, token(client, scope, Duration.ofMinutes(10)));
    }

    String token(UUID client, String scope, Duration valid) {
        String token = OneTimeSecret.token();
        Instant now = Instant.now();
        jdbc.sql(
                        "insert into client.token (hash, client, scopes, issued_at, expires_at) values (:hash, :client, :scopes,"
                                + " :now, :end)")
                .param("hash", OneTimeSecret.hash(token))
                .param("client", client)
                .param("scopes", scope)
                .param("now", utc(now))
                .param("end", utc(now.plus(valid)))
                .update();
        return token;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /// An entry that takes rows which are sent, and a client of its unit that may send them.
    record Pushed(Owner entry, UUID plan, UUID client, String secret) {}

    /// Makes an entry that takes rows which are sent.
    Pushed pushed(Content.Item... items) {
        UnitCode unit = unit("N");
        Actor steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        UUID entry = catalog.create(
                unit,
                new Content(
                        "回流人口信息",
                        "由市里回流",
                        "database",
                        "postgresql",
                        SharingType.CONDITIONAL,
                        "资格核对",
                        "table",
                        null,
                        OpeningType.NOT_OPEN,
                        null,
                        UpdateCycle.DAILY,
                        "16",
                        Grade.GENERAL_2,
                        null,
                        List.of(),
                        new Content.Mount(UUID.randomUUID(), "业务库", "public.t", 1, -1, Instant.now()),
                        List.of(items)),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, unit));
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        UUID plan = collecting.plan(entry, steward);
        collecting.way(plan, CollectionWay.push(List.of()), steward);
        Consumer sender = consumer(unit, "collect:write");
        String secret = OneTimeSecret.token();
        jdbc.sql("insert into client.credential (id, client, kind, content, created_by, created_by_id, created_at)"
                        + " values (:id, :client, 'secret', :content, '专员', :id, now())")
                .param("id", UUID.randomUUID())
                .param("client", sender.client())
                .param("content", OneTimeSecret.hash(secret))
                .update();
        String code = reader.versions(entry).getFirst().code().value();
        SourceRecord none = new SourceRecord(
                UUID.randomUUID(),
                unit,
                "无",
                SourceRecord.Kind.FILES,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                1);
        return new Pushed(new Owner(unit, entry, code, "", none), plan, sender.client(), secret);
    }

    static Content.Item item(String name, String column, String type, boolean key) {
        return new Content.Item(
                name, column, type, type.equals("C") ? 60 : null, key, Grade.GENERAL_2, null, null, null, null, null);
    }

    /// A place at another node.
    static TableTargets.Entered node(Pushed there, String address, @Nullable String secret, @Nullable Long version) {
        return node(there.entry().resource(), address, there.client().toString(), secret, version);
    }

    static TableTargets.Entered node(
            String entry, String address, String client, @Nullable String secret, @Nullable Long version) {
        return new TableTargets.Entered(
                null,
                TableTarget.Kind.NODE,
                entry,
                null,
                null,
                client,
                secret,
                address,
                null,
                TableTarget.Rhythm.MANUAL,
                null,
                version);
    }

    /// What a grant gives, with the usual limits.
    Granting granting(Owner owner, Consumer consumer) {
        return new Granting(owner, consumer);
    }

    final class Granting {
        private final Owner owner;
        private final Consumer consumer;
        private final List<String> items = new ArrayList<>();
        private String rows = "{\"conditions\":[]}";
        private int perSecond = 1000;
        private long perDay = 100_000;
        private String addresses = "{}";
        private String hours = "null, null";
        private String modes = "'api'";

        private Granting(Owner owner, Consumer consumer) {
            this.owner = owner;
            this.consumer = consumer;
        }

        Granting item(String column, String name) {
            return item(column, name, "{\"kind\":\"clear\",\"first\":0,\"last\":0}");
        }

        Granting masked(String column, String name, String kind, int first, int last) {
            return item(column, name, "{\"kind\":\"%s\",\"first\":%d,\"last\":%d}".formatted(kind, first, last));
        }

        private Granting item(String column, String name, String mask) {
            items.add("{\"code\":\"" + column + "\",\"name\":\"" + name + "\",\"mask\":" + mask + "}");
            return this;
        }

        Granting rows(String json) {
            rows = json;
            return this;
        }

        Granting limits(int second, long day) {
            perSecond = second;
            perDay = day;
            return this;
        }

        Granting from(String network) {
            addresses = "{" + network + "}";
            return this;
        }

        /// The ways, as SQL texts.
        Granting by(String ways) {
            modes = ways;
            return this;
        }

        Granting hours(int from, int to) {
            hours = from + ", " + to;
            return this;
        }

        UUID give() {
            UUID id = UUID.randomUUID();
            jdbc.sql("""
                            insert into sharing.data_grant (id, number, part, entry, resource, title, owner, consumer, items,
                                   row_filter, modes, per_second, per_day, addresses, hour_from, hour_to, first_day, last_day,
                                   purpose, legal_basis, state, granted_by, granted_at, change, changed_at)
                            values (:id, :number, :part, :entry, :resource, '人口信息', :owner, :consumer,
                                    cast(:items as jsonb), cast(:rows as jsonb), array[%s], :second, :day,
                                    cast(:addresses as text[]), %s, date '2020-01-01', date '2099-12-31', '核对补贴资格',
                                    '政务数据共享条例', 'active', 'test', now(), 0, now())
                            """.formatted(modes, hours))
                    .param("id", id)
                    .param("number", "GX2026-" + id.toString().substring(0, 8))
                    .param("part", UUID.randomUUID())
                    .param("entry", owner.entry())
                    .param("resource", owner.resource())
                    .param("owner", owner.unit().value())
                    .param("consumer", consumer.unit().value())
                    .param("items", "[" + String.join(",", items) + "]")
                    .param("rows", rows)
                    .param("second", perSecond)
                    .param("day", perDay)
                    .param("addresses", addresses)
                    .update();
            return id;
        }
    }

    /// As the owner does it.
    void suspendByItsOwner(UUID grant, Owner owner) {
        care.suspend(grant, "核实用途", Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
    }

    void suspend(UUID grant) {
        jdbc.sql("update sharing.data_grant set state = 'suspended', state_reason = 'test' where id = :id")
                .param("id", grant)
                .update();
    }

    static void sql(String database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    HttpResponse<String> get(int port, String path, Consumer consumer, String... headers) throws Exception {
        return sent(request(port, path, consumer, headers).GET().build());
    }

    HttpResponse<String> post(int port, String path, Consumer consumer, String body) throws Exception {
        return sent(request(port, path, consumer, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(int port, String path, Consumer consumer, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + consumer.token());
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// Has a file prepared and waits until it is ready or failed.
    ///
    /// @param parameters of the request, as in an address
    JsonNode file(int port, Owner owner, Consumer consumer, String parameters) throws Exception {
        HttpResponse<String> asked =
                post(port, "/exchange/v1/resources/" + owner.resource() + "/files?" + parameters, consumer, "");
        if (asked.statusCode() != 202) {
            throw new AssertionError(asked.body());
        }
        String place = new JsonMapper().readTree(asked.body()).get("file").stringValue();
        JsonNode[] file = new JsonNode[1];
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            file[0] = new JsonMapper().readTree(get(port, place, consumer).body());
            return !file[0].get("state").stringValue().equals("waiting");
        });
        return file[0];
    }

    HttpResponse<byte[]> bytes(int port, String path, Consumer consumer, String... headers) throws Exception {
        return http.send(request(port, path, consumer, headers).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// The address of a page of records.
    static String records(Owner owner, String... parameters) {
        StringBuilder path = new StringBuilder("/exchange/v1/resources/" + owner.resource() + "/records");
        for (int i = 0; i < parameters.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return path.toString();
    }
}
