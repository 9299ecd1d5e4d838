package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Refusal;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.sharing.Grant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes answers: signed, recorded, and only then given.
@Component
class CallReplies {
    private static final Logger LOG = LoggerFactory.getLogger(CallReplies.class);
    private static final int LONGEST_FILTER = 1000;
    private static final String UNEXPECTED = "exchange/unexpected";
    private static final Set<String> SIGNED = Set.of(
            "exchange-request-id",
            "exchange-grant",
            "content-type",
            "content-digest",
            "repr-digest",
            "content-range",
            "etag");

    private final SigningKeys keys;
    private final CallRecorder recorder;
    private final Texts texts;
    private final Clock clock;

    CallReplies(SigningKeys keys, CallRecorder recorder, Texts texts, Clock clock) {
        this.keys = keys;
        this.recorder = recorder;
        this.texts = texts;
        this.clock = clock;
    }

    /// The head of an answer whose body follows.
    ///
    /// @param fields header fields by their lower-case names, in their order
    record Head(
            int status,
            Map<String, String> fields,
            @Nullable String keyId) {}

    /// Signs, records, and only then gives the answer.
    ///
    /// @return is completed when the record is durable; a refusal if it could not be written. It never fails
    CompletableFuture<Reply> sent(CallInProgress call, int status, byte[] body, int rows, String result) {
        byte[] digest = Hashes.sha256(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Head head = signed(call, status, digest, now);
        Call recorded = call(
                call, call.id, now, call.action, call.filter, rows, status, result, body.length, digest, head.keyId());
        return recorder.submit(recorded).handle((written, failed) -> {
            if (failed == null) {
                return new Reply(status, head.fields(), body);
            }
            LOG.error("request {} is not answered", call.id, failed);
            return refusedUnrecorded(ExchangeRefused.notRecorded());
        });
    }

    /// Signs the head of an answer whose body is sent afterwards, and records that it begins to leave.
    ///
    /// @param bytes that will be sent
    /// @param digest of them
    /// @throws CallRecorder.NotRecorded if it could not be recorded: then nothing may leave
    Head began(CallInProgress call, int status, long bytes, byte[] digest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Head head = signed(call, status, digest, now);
        recorder.record(
                call(call, call.id, now, call.action, call.filter, 0, status, "started", bytes, digest, head.keyId()));
        return head;
    }

    /// Records a part of an answer whose head was signed, or a message to the consumer, which may leave then.
    ///
    /// @param id of the part
    /// @return fails if it could not be recorded: then nothing may leave
    CompletableFuture<Void> part(CallInProgress call, UUID id, String filter, int rows, byte[] body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return recorder.submit(
                call(call, id, now, call.action, filter, rows, 200, "ok", body.length, Hashes.sha256(body), null));
    }

    /// Records how the sending of a body ended.
    ///
    /// @param rows that certainly left: those of a whole file
    /// @param digest of the bytes that were sent
    void ended(CallInProgress call, int status, int rows, boolean whole, long bytes, byte[] digest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        recorder.record(call(
                call,
                UUID.randomUUID(),
                now,
                Call.Action.OUTCOME,
                "call " + call.id,
                rows,
                status,
                whole ? "finished" : "cut",
                bytes,
                digest,
                null));
    }

    private Head signed(CallInProgress call, int status, byte[] digest, Instant now) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("exchange-request-id", call.id.toString());
        if (call.grant != null) {
            fields.put("exchange-grant", call.grant.number());
        }
        call.headers.forEach(fields::put);
        fields.put("content-digest", MessageSignature.digest(digest));
        Map<String, String> covered = new LinkedHashMap<>(fields);
        covered.keySet().retainAll(SIGNED);
        SigningKeys.Signer signer = keys.signer();
        MessageSignature signature = MessageSignature.of(
                call.request.method(),
                call.request.path(),
                call.request.query(),
                status,
                covered,
                now.getEpochSecond(),
                signer.id());
        fields.put("signature-input", signature.input());
        fields.put("signature", MessageSignature.value(signer.sign(signature.base())));
        fields.put("cache-control", "no-store");
        return new Head(status, fields, signer.id());
    }

    private static Call call(
            CallInProgress call,
            UUID id,
            Instant at,
            Call.Action action,
            String filter,
            int rows,
            int status,
            String result,
            long bytes,
            byte[] digest,
            @Nullable String keyId) {
        Grant grant = call.grant;
        return new Call(
                at,
                id,
                call.machine.client(),
                call.machine.name(),
                call.machine.unit(),
                grant == null ? null : grant.id(),
                grant == null ? null : grant.number(),
                grant == null ? null : grant.owner().value(),
                shortened(call.resource),
                grant == null ? null : grant.purpose(),
                action,
                shortened(filter),
                shortened(call.fields),
                rows,
                status,
                result,
                (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - call.started) / 1000),
                bytes,
                digest,
                keyId,
                call.request.address());
    }

    CompletableFuture<Reply> refused(CallInProgress call, ExchangeRefused refused) {
        if (refused.retrySeconds() > 0) {
            call.headers.put("retry-after", Long.toString(refused.retrySeconds()));
        }
        if (refused.status().value() == 429 && call.grant != null) {
            call.headers.put(
                    "ratelimit-policy",
                    RateLimits.policy(
                            call.grant.limits().perSecond(), call.grant.limits().perDay()));
        }
        byte[] body = problem(call, refused.status().value(), refused.code(), refused.facts());
        return sent(call, refused.status().value(), body, 0, refused.code());
    }

    /// A fault of ours: the answer has nothing but the number of the call.
    CompletableFuture<Reply> unexpected(CallInProgress call) {
        return sent(call, 500, problem(call, 500, UNEXPECTED, Map.of("id", call.id.toString())), 0, UNEXPECTED);
    }

    /// A fault of ours outside of a call.
    Reply unexpected() {
        return new Reply(
                500,
                Map.of("content-type", "application/problem+json"),
                Form.json(problem(500, UNEXPECTED, Map.of("id", ""))));
    }

    private byte[] problem(CallInProgress call, int status, String code, Map<String, Object> facts) {
        call.headers.put("content-type", "application/problem+json");
        Map<String, Object> problem = new LinkedHashMap<>(problem(status, code, facts));
        problem.put("instance", "urn:uuid:" + call.id);
        return Form.json(problem);
    }

    private Map<String, Object> problem(int status, String code, Map<String, Object> facts) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:shuguan:problem:" + code);
        problem.put("title", texts.say("refusal." + code, facts));
        problem.put("status", status);
        problem.put("code", code);
        problem.put("facts", facts);
        return problem;
    }

    /// Refuses a request of an unknown client, which is not recorded.
    Reply refusedUnrecorded(Refusal refused) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("content-type", "application/problem+json");
        fields.put("cache-control", "no-store");
        if (refused.status().value() == 401) {
            fields.put("www-authenticate", "Bearer");
        }
        return new Reply(
                refused.status().value(),
                fields,
                Form.json(problem(refused.status().value(), refused.code(), refused.facts())));
    }

    /// A long text is cut; its hash says what it was.
    private static String shortened(String text) {
        String clean = text.replace("\0", "");
        return clean.length() <= LONGEST_FILTER
                ? clean
                : clean.substring(0, LONGEST_FILTER) + "… sha-256:" + Hashes.hexSha256(clean);
    }
}
