package org.shuguan.server.frontendhost;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.shuguan.dataplane.agent.Proof;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.server.institution.Institution;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/// What front-end hosts ask and send. Requests that wait hold no thread.
@RestController
@Hidden
@RequestMapping(path = Wire.ROOT, produces = MediaType.APPLICATION_JSON_VALUE)
class AgentController {
    /// Less than the program waits for an answer.
    private static final long LONGEST_WAIT = Duration.ofSeconds(25).toMillis();
    /// How exactly it is stored when a host was seen.
    private static final Duration SEEN_EVERY = Duration.ofSeconds(20);

    private final AgentRequests requests;
    private final FrontEndHosts hosts;
    private final OrderDesk desk;
    private final Institution institution;
    private final Clock clock;

    AgentController(AgentRequests requests, FrontEndHosts hosts, OrderDesk desk, Institution institution, Clock clock) {
        this.requests = requests;
        this.hosts = hosts;
        this.desk = desk;
        this.institution = institution;
        this.clock = clock;
    }

    /// Each answer says which versions of the protocol this node speaks.
    @ModelAttribute
    void say(HttpServletResponse response) {
        response.setHeader(Proof.PROTOCOL, Protocol.OURS.oldest() + "-" + Protocol.OURS.newest());
    }

    @PostMapping("/enrol")
    byte[] enrol(HttpServletRequest request) {
        FrontEndHost host = hosts.enrol(requests.applicant(request));
        return Wire.write(new Wire.Enrolled(host.id(), host.name(), institution.unitName(host.unit())));
    }

    @PostMapping("/orders")
    DeferredResult<byte[]> orders(HttpServletRequest request) {
        AgentRequests.Proven proven = requests.proven(request);
        Wire.Ask ask = proven.as(Wire.Ask.class);
        if (ask.process() == null) {
            throw HostRefused.malformed();
        }
        FrontEndHost host = proven.host();
        if (host.lastSeenAt() == null || host.lastSeenAt().plus(SEEN_EVERY).isBefore(clock.instant())) {
            hosts.seen(host, ask.program(), proven.protocol());
        }
        CompletableFuture<Wire.Orders> waiting = desk.ask(host.id(), ask);
        return deferred(waiting, () -> desk.giveUp(host.id(), waiting));
    }

    @PostMapping("/orders/{order}/{attempt}/chunks/{number}")
    DeferredResult<byte[]> chunk(
            @PathVariable UUID order, @PathVariable int attempt, @PathVariable int number, HttpServletRequest request) {
        AgentRequests.Proven proven = requests.proven(request);
        RunningOrder running = desk.order(proven.host().id(), order);
        CompletableFuture<Wire.Position> taken = running.chunk(attempt, number, proven.body());
        return deferred(taken, () -> running.giveUp(taken));
    }

    @PostMapping("/orders/{order}/{attempt}/watermark")
    DeferredResult<byte[]> watermark(@PathVariable UUID order, @PathVariable int attempt, HttpServletRequest request) {
        AgentRequests.Proven proven = requests.proven(request);
        CompletableFuture<Wire.Least> least =
                desk.order(proven.host().id(), order).watermark(attempt, proven.as(Wire.Found.class));
        CompletableFuture<Wire.Least> answer = new CompletableFuture<>();
        var _ = least.whenComplete((value, failed) -> {
            if (failed == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failed);
            }
        });
        return deferred(answer, () -> answer.completeExceptionally(HostRefused.busy()));
    }

    @PostMapping("/orders/{order}/{attempt}/end")
    byte[] end(@PathVariable UUID order, @PathVariable int attempt, HttpServletRequest request) {
        AgentRequests.Proven proven = requests.proven(request);
        return Wire.write(desk.order(proven.host().id(), order).end(attempt, proven.as(Wire.End.class)));
    }

    private static <T> DeferredResult<byte[]> deferred(CompletableFuture<T> waiting, Runnable giveUp) {
        DeferredResult<byte[]> result = new DeferredResult<>(LONGEST_WAIT);
        result.onTimeout(giveUp);
        result.onError(broken -> giveUp.run());
        var _ = waiting.whenComplete((value, failed) -> {
            if (failed == null) {
                result.setResult(Wire.write(value));
            } else {
                result.setErrorResult(failed);
            }
        });
        return result;
    }
}
