package org.shuguan.server.exchange;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Answer;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.Granted;
import org.shuguan.dataplane.serve.Question;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Answers machine clients: token, grant, address, hours, rate and quota, the reader, signature, durable record. A call
/// of a known client is recorded whatever its result, and no answer leaves before its record is durable.
@Service
class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /// What an action found.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Found(
            byte[] body,
            String mediaType,
            int rows,
            @Nullable String next) {}

    /// What is done for a call that is answered or refused.
    interface Work<T> {
        T of(CallInProgress call) throws ReadRefused, SourceAway;
    }

    private final Admission admission;
    private final Served served;
    private final CallReplies replies;
    private final Setting<Integer> megabytes;

    Gateway(Admission admission, Served served, CallReplies replies, Settings settings) {
        this.admission = admission;
        this.served = served;
        this.replies = replies;
        this.megabytes = settings.number("exchange.answer-megabytes");
    }

    /// Answers a request for a resource.
    ///
    /// @return is completed when the answer may leave; it never fails
    CompletableFuture<Reply> answer(Request request, String resource, Call.Action action) {
        Machine machine;
        try {
            machine = admission.machine(request);
        } catch (ExchangeRefused refused) {
            return CompletableFuture.completedFuture(replies.refusedUnrecorded(refused));
        }
        return answer(request, machine, resource, action);
    }

    /// Answers a request of a known client.
    CompletableFuture<Reply> answer(Request request, Machine machine, String resource, Call.Action action) {
        CallInProgress begun = new CallInProgress(request, machine, resource, action);
        return answered(
                begun,
                call -> {
                    Found found = found(call);
                    call.headers.put("content-type", found.mediaType());
                    if (found.next() != null) {
                        call.headers.put("link", nextPage(request, found.next()));
                    }
                    String tag = '"'
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.sha256(found.body()))
                            + '"';
                    call.headers.put("etag", tag);
                    boolean unchanged = action == Call.Action.READ && tag.equals(request.known());
                    return replies.sent(
                            call, unchanged ? 304 : 200, unchanged ? new byte[0] : found.body(), found.rows(), "ok");
                },
                refused -> refused);
    }

    /// Does the work, or answers why it cannot be done.
    <T> T answered(CallInProgress call, Work<T> work, Function<CompletableFuture<Reply>, T> refusal) {
        try {
            return work.of(call);
        } catch (ExchangeRefused refused) {
            return refusal.apply(replies.refused(call, refused));
        } catch (ReadRefused refused) {
            return refusal.apply(replies.refused(call, ExchangeRefused.read(refused)));
        } catch (SourceAway away) {
            LOG.warn("{}: the source of {} gives no answer ({})", call.id, call.resource, away.reason(), away);
            return refusal.apply(replies.refused(call, ExchangeRefused.away(away)));
        } catch (CallRecorder.NotRecorded e) {
            LOG.error("request {} is not answered", call.id, e);
            return refusal.apply(
                    CompletableFuture.completedFuture(replies.refusedUnrecorded(ExchangeRefused.notRecorded())));
        } catch (RuntimeException bug) {
            LOG.error("unexpected, request {}", call.id, bug);
            return refusal.apply(replies.unexpected(call));
        }
    }

    private Found found(CallInProgress call) throws ReadRefused, SourceAway {
        Asked asked = new Asked(call.request);
        Grant grant = admission.grant(call.machine, call.resource, asked.grant());
        call.grant = grant;
        admission.admit(call, grant, Grant.Mode.API);
        Granted granted = served.granted(grant);
        if (call.action == Call.Action.VERIFY) {
            return verified(call, asked, grant, granted);
        }
        Question question = call.action == Call.Action.READ ? asked.question() : asked.lookup();
        call.filter = question.filter().text();
        call.fields = String.join(",", question.fields());
        Long version = question.after() == null ? null : question.after().version();
        ServedTable table = served.table(grant, asked.from(), version);
        Answer answer = ConsumerReader.read(table, granted, question);
        Form form = asked.form();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(answer, out, megabytes.today() << 20);
        return new Found(
                out.toByteArray(),
                form.mediaType(),
                answer.rows().size(),
                answer.next() == null ? null : answer.next().text());
    }

    private Found verified(CallInProgress call, Asked asked, Grant grant, Granted granted)
            throws ReadRefused, SourceAway {
        List<Map<String, String>> records = asked.verification();
        call.fields = String.join(",", new TreeMap<>(records.getFirst()).keySet());
        call.filter = records.stream().map(Object::toString).collect(Collectors.joining(" "));
        List<Boolean> matches = ConsumerReader.verify(served.table(grant, asked.from(), null), granted, records);
        return new Found(Form.json(Map.of("matches", matches)), Form.JSON.mediaType(), matches.size(), null);
    }

    private static String nextPage(Request request, String next) {
        List<String> kept = new ArrayList<>();
        for (String part : request.query().split("&", -1)) {
            if (!part.isEmpty() && !part.startsWith("after=")) {
                kept.add(part);
            }
        }
        kept.add("after=" + next);
        return "<" + request.path() + "?" + String.join("&", kept) + ">; rel=\"next\"";
    }
}
