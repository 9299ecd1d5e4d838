package org.shuguan.server.collection;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.client.MachineTokens;
import org.shuguan.server.platform.SessionlessSecurity;
import org.shuguan.server.platform.Texts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The interface by which machine clients send rows of their units' entries. The key of a batch is the header
/// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
@RestController
@Hidden
@RequestMapping(PushController.ROOT)
class PushController {
    static final String ROOT = "/collect/v1";
    private static final String RESOURCE = "/resources/{front}/{number}";

    /// What a sender must know.
    ///
    /// @param key names of the columns of the key
    record Resource(String code, String title, List<Column> columns, List<String> key, boolean accepts) {}

    /// @param type the guide's letter, see [Content.Item]
    record Column(
            String name,
            String title,
            @Nullable String type,
            @Nullable Integer length) {}

    /// What became of a batch.
    ///
    /// @param ignored names that no item of the entry has
    /// @param version the version with its rows
    /// @param collection the collection that took it, perhaps with others
    /// @param problem why its collection failed, as a sentence
    record Receipt(
            UUID batch,
            String resource,
            int records,
            List<String> ignored,
            Instant receivedAt,
            Batch.State state,
            @Nullable String version,
            @Nullable Counts collection,
            @Nullable String problem) {}

    record Counts(UUID id, long kept, long quarantined) {}

    private final Pushing pushing;
    private final Plans plans;
    private final Collecting collecting;
    private final MachineTokens tokens;
    private final Texts texts;

    PushController(Pushing pushing, Plans plans, Collecting collecting, MachineTokens tokens, Texts texts) {
        this.pushing = pushing;
        this.plans = plans;
        this.collecting = collecting;
        this.tokens = tokens;
        this.texts = texts;
    }

    @Configuration(proxyBeanMethods = false)
    static class Security {
        /// No session and no cookie: the token of each request is checked by its handler.
        @Bean
        @Order(4)
        SecurityFilterChain collectSecurity(HttpSecurity http) {
            return SessionlessSecurity.below(ROOT, http);
        }
    }

    @GetMapping(RESOURCE)
    Resource resource(
            @PathVariable String front,
            @PathVariable String number,
            @RequestHeader(value = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        Plan plan = pushing.its(machine(authorization), front + "/" + number);
        Content content = collecting.contentOf(plan);
        return new Resource(
                plan.code(),
                plan.title(),
                content.items().stream()
                        .filter(item -> item.physicalName() != null)
                        .map(item -> new Column(
                                String.valueOf(item.physicalName()), item.name(), item.type(), item.lengthBytes()))
                        .toList(),
                Pushing.key(plan, content),
                plan.mode() == CollectionWay.Mode.PUSH && plan.state() != Plan.State.PAUSED);
    }

    /// Takes a batch: an array of records, or JSON lines. It is answered when it is on the disk.
    @PostMapping(RESOURCE + "/batches")
    ResponseEntity<Receipt> push(
            @PathVariable String front,
            @PathVariable String number,
            @RequestHeader(value = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        Pushing.Taken taken =
                pushing.take(machine(authorization), front + "/" + number, key, body == null ? new byte[0] : body);
        return ResponseEntity.status(taken.again() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, ROOT + "/batches/" + taken.batch().id())
                .body(receipt(taken.batch()));
    }

    @GetMapping("/batches/{id}")
    Receipt receipt(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return receipt(pushing.batch(machine(authorization), id));
    }

    private Receipt receipt(Batch batch) {
        Long kept = batch.runKept();
        Long quarantined = batch.runQuarantined();
        UUID run = batch.run();
        return new Receipt(
                batch.id(),
                plans.find(batch.plan()).map(Plan::code).orElse(""),
                batch.records(),
                batch.ignored(),
                batch.receivedAt(),
                batch.state(),
                batch.version(),
                kept == null || quarantined == null || run == null ? null : new Counts(run, kept, quarantined),
                batch.problem() == null
                        ? null
                        : texts.say(batch.problem(), Map.of("detail", String.valueOf(batch.problemDetail()))));
    }

    private MachineTokens.Machine machine(@Nullable String authorization) {
        MachineTokens.Machine machine = Optional.ofNullable(MachineTokens.bearer(authorization))
                .flatMap(tokens::machine)
                .orElseThrow(PushRefused::token);
        if (!machine.scopes().contains(MachineTokens.COLLECT)) {
            throw PushRefused.scope();
        }
        return machine;
    }
}
