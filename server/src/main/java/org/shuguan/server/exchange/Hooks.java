package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.exchange.HookRecords.DeadLetter;
import org.shuguan.server.exchange.HookRecords.Hook;
import org.shuguan.server.exchange.HookRecords.Kind;
import org.shuguan.server.platform.CalledHosts;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.GrantChanged;
import org.shuguan.server.sharing.Grants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Sends changes to addresses of consumers and to topics of Kafka, in order and at least once: they get the next
/// changes when they have taken those before. Each message is recorded before it is sent, and signed (RFC 9421) if
/// it goes to an address. What is not taken is tried again with growing pauses; after the rule's hours it becomes a
/// dead letter, and later changes go on.
@Service
class Hooks {
    /// A dead letter was sent again.
    record Replayed(String action, String subject, @Nullable String unit, Map<String, ?> facts) implements Audited {}

    private static final int MOST_CHANGES = 100;
    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int OK = 200;
    private static final int OK_END = 300;

    private final HookRecords records;
    private final FeedRecords feeds;
    private final Feeds building;
    private final Grants grants;
    private final Admission admission;
    private final SigningKeys keys;
    private final CallReplies replies;
    private final CalledHosts hosts;
    private final KafkaTopics topics;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Setting<Integer> hours;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService senders = Executors.newFixedThreadPool(
            SENDERS, Thread.ofPlatform().name("exchange-hook-", 1).daemon().factory());
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Hooks(
            HookRecords records,
            FeedRecords feeds,
            Feeds building,
            Grants grants,
            Admission admission,
            SigningKeys keys,
            CallReplies replies,
            CalledHosts hosts,
            KafkaTopics topics,
            Settings settings,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.feeds = feeds;
        this.building = building;
        this.grants = grants;
        this.admission = admission;
        this.keys = keys;
        this.replies = replies;
        this.hosts = hosts;
        this.topics = topics;
        this.hours = settings.number("exchange.hook-hours");
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// The hosts that may be called.
    List<String> hosts() {
        return hosts.names();
    }

    /// Sets the address of a grant. The first one begins with the newest snapshot.
    @Transactional
    public void set(Grant grant, @Nullable String address, Actor actor) {
        mustHaveFeed(grant);
        String wanted = address == null ? "" : address.strip();
        var check = new InvalidInput.Check().that(!wanted.isEmpty(), "address", "required");
        hosts.fault(wanted).ifPresent(fault -> check.that(wanted.isEmpty(), "address", fault));
        check.orRefuse();
        begin(grant, Kind.ADDRESS, wanted, actor);
    }

    /// The topic that the changes of a grant can be sent to; empty if the operator has no Kafka.
    Optional<String> topic(Grant grant) {
        return topics.of(grant);
    }

    /// Begins to send the changes of a grant to its topic, with the newest snapshot first.
    @Transactional
    public void sendToTopic(Grant grant, Actor actor) {
        mustHaveFeed(grant);
        String topic = topics.of(grant).orElseThrow(ExchangeRefused::noKafka);
        begin(grant, Kind.TOPIC, KafkaTopics.SCHEME + topic, actor);
    }

    private static void mustHaveFeed(Grant grant) {
        if (!grant.modes().contains(Grant.Mode.FEED)) {
            throw ExchangeRefused.mode(Grant.Mode.FEED);
        }
    }

    private void begin(Grant grant, Kind kind, String wanted, Actor actor) {
        building.build(grant);
        long after = feeds.find(grant.id()).map(feed -> feed.firstNumber() - 1).orElse(0L);
        Instant now = clock.instant();
        records.set(new Hook(
                UUID.randomUUID(),
                grant.id(),
                kind,
                wanted,
                after,
                0,
                null,
                null,
                now,
                actor.officer().value(),
                actor.officerName(),
                now));
        tell(TargetEvent.What.HOOK_SET, grant, wanted, null, actor);
    }

    /// Ends the sending. What was sent is the consumer's.
    @Transactional
    public void remove(Grant grant, Kind kind, Actor actor) {
        Hook hook = records.of(grant.id(), kind).orElseThrow(NotFound::new);
        if (!records.remove(grant.id(), kind)) {
            throw new NotFound();
        }
        tell(TargetEvent.What.HOOK_REMOVED, grant, hook.address(), null, actor);
    }

    private void tell(
            TargetEvent.What what, Grant grant, String address, @Nullable String problem, @Nullable Actor by) {
        events.publishEvent(TargetEvent.of(
                what, grant, host(address), problem, clock.instant().toString(), by == null ? null : by.officer()));
    }

    /// The address without its path, which may have a secret.
    static String host(String address) {
        if (address.startsWith(KafkaTopics.SCHEME)) {
            return address;
        }
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /// Sends what waits, to several addresses at once.
    void send() {
        Instant now = clock.instant();
        for (Hook hook : records.take(now, now.plus(LEASE), SENDERS * 2)) {
            senders.execute(() -> send(hook));
        }
    }

    private void send(Hook hook) {
        Grant grant = grants.find(hook.dataGrant())
                .filter(found -> found.inForceOn(CityTime.today(clock))
                        && found.modes().contains(Grant.Mode.FEED)
                        && admission.stands(found.id(), found.change()))
                .orElse(null);
        List<FeedRecords.Change> changes =
                grant == null ? List.of() : feeds.after(grant.id(), hook.afterNumber(), MOST_CHANGES);
        if (grant == null || changes.isEmpty()) {
            records.release(hook.id());
            return;
        }
        if (hook.kind() == Kind.TOPIC) {
            write(hook, grant, changes);
            return;
        }
        byte[] body = FeedText.page(changes, hook.afterNumber());
        long last = changes.getLast().number();
        String problem = problem(
                hook.address(),
                grant,
                hook.setBy(),
                hook.setByName(),
                changes.getFirst().number(),
                last,
                FeedGateway.rows(changes),
                body);
        if (problem == null) {
            records.taken(hook.id(), hook.address(), last, clock.instant());
        } else {
            transaction.executeWithoutResult(
                    status -> failed(hook, grant, changes.getFirst().number(), last, body, problem));
        }
    }

    /// Writes changes to the grant's topic; those that it has are not sent again.
    private void write(Hook hook, Grant grant, List<FeedRecords.Change> changes) {
        List<KafkaTopics.Line> lines = changes.stream()
                .map(change -> new KafkaTopics.Line(change.number(), change.keyText(), FeedText.object(change)))
                .toList();
        KafkaTopics.Outcome outcome =
                written(hook.address(), grant, hook.setBy(), hook.setByName(), FeedGateway.rows(changes), lines);
        transaction.executeWithoutResult(status -> {
            if (outcome.taken() > 0) {
                records.taken(
                        hook.id(),
                        hook.address(),
                        lines.get(outcome.taken() - 1).number(),
                        clock.instant());
            } else if (outcome.problem() == null) {
                records.release(hook.id());
            }
            if (outcome.problem() != null) {
                List<KafkaTopics.Line> left = lines.subList(outcome.taken(), lines.size());
                failed(
                        outcome.taken() > 0 ? hook.fresh() : hook,
                        grant,
                        left.getFirst().number(),
                        left.getLast().number(),
                        json.writeValueAsBytes(left),
                        outcome.problem());
            }
        });
    }

    /// Records and writes to a topic.
    private KafkaTopics.Outcome written(
            String address, Grant grant, UUID by, String name, int rows, List<KafkaTopics.Line> lines) {
        CallInProgress call = call(address, "kafka", grant, by, name);
        byte[] body = lines.stream()
                .map(KafkaTopics.Line::value)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        String numbers = lines.getFirst().number() + "–" + lines.getLast().number();
        try {
            replies.part(call, call.id, "to " + address + " " + numbers, rows, body)
                    .join();
        } catch (CompletionException notRecorded) {
            return new KafkaTopics.Outcome(0, "the message could not be recorded");
        }
        Map<String, String> headers = Map.of(
                "exchange-request-id", call.id.toString(),
                "exchange-grant", grant.number(),
                "exchange-resource", grant.resource().value());
        return topics.write(
                address.substring(KafkaTopics.SCHEME.length()),
                headers,
                lines,
                () -> admission.stands(grant.id(), grant.change()));
    }

    private static CallInProgress call(String address, String host, Grant grant, UUID by, String name) {
        CallInProgress call = new CallInProgress(
                new Request("POST", address, "", Map.of(), new byte[0], null, null, null, null, null, null, host),
                new Machine(by, name, grant.consumer(), Set.of()),
                grant.resource().value(),
                Call.Action.FEED);
        call.grant = grant;
        return call;
    }

    private void failed(Hook hook, Grant grant, long first, long last, byte[] body, String problem) {
        Instant now = clock.instant();
        boolean dead = hook.failingSince() != null
                && hook.failingSince().plus(Duration.ofHours(hours.today())).isBefore(now);
        if (dead) {
            records.bury(new DeadLetter(
                    UUID.randomUUID(),
                    grant.id(),
                    hook.address(),
                    first,
                    last,
                    new String(body, StandardCharsets.UTF_8),
                    problem,
                    now,
                    null));
            records.taken(hook.id(), hook.address(), last, now);
            tell(TargetEvent.What.HOOK_DEAD, grant, hook.address(), problem, null);
            return;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(hook.attempts(), 20));
        records.failed(
                hook.id(),
                hook.address(),
                problem,
                now,
                now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
        if (hook.failingSince() == null) {
            tell(TargetEvent.What.HOOK_FAILED, grant, hook.address(), problem, null);
        }
    }

    /// Sends a dead letter again.
    ///
    /// @throws ExchangeRefused if the address does not take it now
    void replay(Grant grant, UUID id, Actor actor) {
        DeadLetter letter = records.deadLetter(id)
                .filter(found -> found.dataGrant().equals(grant.id()))
                .orElseThrow(NotFound::new);
        if (letter.sentAt() != null) {
            throw ExchangeRefused.hookSent();
        }
        if (!grant.inForceOn(CityTime.today(clock))) {
            throw ExchangeRefused.notInForce(grant.number());
        }
        String problem = letter.address().startsWith(KafkaTopics.SCHEME)
                ? replayedToTopic(grant, letter, actor)
                : replayed(grant, letter, actor);
        if (problem != null) {
            throw ExchangeRefused.hookRefused(problem);
        }
        transaction.executeWithoutResult(status -> {
            records.sentAgain(id, clock.instant());
            events.publishEvent(new Replayed(
                    "exchange.hook-replay",
                    "sharing grant " + grant.number(),
                    grant.consumer().value(),
                    Map.of("first", letter.firstNumber(), "last", letter.lastNumber())));
        });
    }

    private @Nullable String replayedToTopic(Grant grant, DeadLetter letter, Actor actor) {
        List<KafkaTopics.Line> lines = List.of(json.readValue(letter.body(), KafkaTopics.Line[].class));
        KafkaTopics.Outcome outcome =
                written(letter.address(), grant, actor.officer().value(), actor.officerName(), lines.size(), lines);
        return outcome.problem() == null && outcome.taken() < lines.size()
                ? "not all of it was written: the grant was suspended, or the broker is slow"
                : outcome.problem();
    }

    private @Nullable String replayed(Grant grant, DeadLetter letter, Actor actor) {
        String address = records.of(grant.id(), Kind.ADDRESS).map(Hook::address).orElse(letter.address());
        return problem(
                address,
                grant,
                actor.officer().value(),
                actor.officerName(),
                letter.firstNumber(),
                letter.lastNumber(),
                (int) (letter.lastNumber() - letter.firstNumber() + 1),
                letter.body().getBytes(StandardCharsets.UTF_8));
    }

    /// Records and sends a message.
    ///
    /// @return why it was not taken, null if it was
    private @Nullable String problem(
            String address, Grant grant, UUID by, String name, long first, long last, int rows, byte[] body) {
        if (hosts.fault(address).isPresent()) {
            return "the host is not among shuguan.webhook.hosts";
        }
        URI uri = URI.create(address);
        CallInProgress call = call(address, String.valueOf(uri.getHost()), grant, by, name);
        try {
            replies.part(call, call.id, "to " + host(address) + " " + first + "–" + last, rows, body)
                    .join();
        } catch (CompletionException notRecorded) {
            return "the message could not be recorded";
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", grant.number() + "-" + first + "-" + last)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed(address, grant, call.id, body).forEach(request::header);
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= OK && status < OK_END ? null : "HTTP " + status;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private Map<String, String> signed(String address, Grant grant, UUID id, byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("exchange-request-id", id.toString());
        fields.put("exchange-grant", grant.number());
        fields.put("content-digest", MessageSignature.digest(Hashes.sha256(body)));
        SigningKeys.Signer signer = keys.signer();
        MessageSignature signature = MessageSignature.ofRequest(
                "POST", address, fields, clock.instant().getEpochSecond(), signer.id());
        fields.put("signature-input", signature.input());
        fields.put("signature", MessageSignature.value(signer.sign(signature.base())));
        return fields;
    }

    /// In the transaction of the change: dead letters may have more than the grant gives now.
    @EventListener
    void changed(GrantChanged event) {
        records.forget(event.grant());
    }

    @PreDestroy
    void close() {
        senders.shutdownNow();
    }
}
