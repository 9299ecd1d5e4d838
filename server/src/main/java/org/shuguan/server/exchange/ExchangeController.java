package org.shuguan.server.exchange;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shuguan.server.client.MachineTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The interface for machine clients, on the workbench's web server. Each grant has a description of its own
/// ([GrantApi]), so that this is not part of the workbench's.
@RestController
@Hidden
@RequestMapping(ExchangeController.ROOT)
class ExchangeController {
    static final String ROOT = "/exchange/v1";

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeController.class);
    private static final String RESOURCE = "/resources/{front}/{number}";
    static final int MOST_BODY = 1 << 20;
    static final String LAST_EVENT = "Last-Event-ID";

    private final Gateway gateway;
    private final FileGateway files;
    private final FeedGateway feed;
    private final OwnGrants own;

    ExchangeController(Gateway gateway, FileGateway files, FeedGateway feed, OwnGrants own) {
        this.gateway = gateway;
        this.files = files;
        this.feed = feed;
        this.own = own;
    }

    @GetMapping(RESOURCE + "/records")
    void records(
            @PathVariable String front, @PathVariable String number, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        send(gateway.answer(request(in), front + "/" + number, Call.Action.READ).join(), out);
    }

    @PostMapping(RESOURCE + "/lookup")
    void lookup(@PathVariable String front, @PathVariable String number, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        send(
                gateway.answer(request(in), front + "/" + number, Call.Action.LOOKUP)
                        .join(),
                out);
    }

    @PostMapping(RESOURCE + "/verify")
    void verify(@PathVariable String front, @PathVariable String number, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        send(
                gateway.answer(request(in), front + "/" + number, Call.Action.VERIFY)
                        .join(),
                out);
    }

    /// Asks for a file with all rows, or with what changed since a version.
    @PostMapping(RESOURCE + "/files")
    void file(@PathVariable String front, @PathVariable String number, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        send(files.ask(request(in), front + "/" + number), out);
    }

    /// Changes after a number: a page, or with `Accept: text/event-stream` a stream. Neither holds a thread.
    @GetMapping(RESOURCE + "/changes")
    void changes(
            @PathVariable String front, @PathVariable String number, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        switch (feed.answer(request(in), front + "/" + number)) {
            case FeedGateway.Whole page
            when page.reply().isDone() -> send(page.reply().join(), out);
            case FeedGateway.Whole page -> {
                AsyncContext waiting = in.startAsync();
                waiting.setTimeout(0);
                var _ = page.reply().thenAccept(reply -> {
                    try {
                        send(reply, out);
                    } catch (IOException gone) {
                        LOG.debug("a client that waited for changes has gone", gone);
                    } finally {
                        waiting.complete();
                    }
                });
            }
            case FeedGateway.Streaming streaming -> {
                out.setStatus(streaming.head().status());
                streaming.head().fields().forEach(out::setHeader);
                AsyncContext open = in.startAsync();
                open.setTimeout(0);
                ServletFeed.start(open, out, streaming.stream());
            }
        }
    }

    /// Where a file stands.
    @GetMapping("/files/{id}")
    void fileStatus(@PathVariable String id, HttpServletRequest in, HttpServletResponse out) throws IOException {
        send(files.status(request(in), id), out);
    }

    /// The file, or a part of it.
    @GetMapping("/files/{id}/content")
    void fileContent(@PathVariable String id, HttpServletRequest in, HttpServletResponse out) throws IOException {
        stream(files.download(request(in), id), out);
    }

    /// The client's grants and what is left of their limits.
    @GetMapping("/grants")
    void grants(HttpServletRequest in, HttpServletResponse out) throws IOException {
        send(own.list(request(in)), out);
    }

    /// The description of a grant, as OpenAPI.
    @GetMapping("/grants/{number}/openapi.json")
    void description(@PathVariable String number, HttpServletRequest in, HttpServletResponse out) throws IOException {
        send(own.description(request(in), number), out);
    }

    /// The receipt of one of the client's own calls: its leaf, the way to its seal, and the seal.
    @GetMapping("/receipts/{id}")
    void receipt(@PathVariable String id, HttpServletRequest in, HttpServletResponse out) throws IOException {
        send(own.receipt(request(in), id), out);
    }

    /// All public keys that ever signed answers, as a JWK set. For everybody.
    @GetMapping("/keys")
    void keys(HttpServletResponse out) throws IOException {
        send(own.keys(), out);
    }

    private static Request request(HttpServletRequest in) throws IOException {
        return request(in, in.getMethod().equals("POST") ? in.getInputStream().readNBytes(MOST_BODY) : new byte[0]);
    }

    /// A request whose body was read.
    static Request request(HttpServletRequest in, byte[] body) {
        Map<String, List<String>> parameters = new HashMap<>();
        in.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        return new Request(
                in.getMethod(),
                in.getRequestURI(),
                in.getQueryString() == null ? "" : in.getQueryString(),
                parameters,
                body,
                MachineTokens.bearer(in.getHeader(HttpHeaders.AUTHORIZATION)),
                in.getHeader(HttpHeaders.ACCEPT),
                in.getHeader(HttpHeaders.IF_NONE_MATCH),
                in.getHeader(HttpHeaders.RANGE),
                in.getHeader(HttpHeaders.IF_RANGE),
                in.getHeader(LAST_EVENT),
                in.getRemoteAddr());
    }

    private static void send(Reply reply, HttpServletResponse out) throws IOException {
        out.setStatus(reply.status());
        reply.fields().forEach(out::setHeader);
        if (reply.status() != 304) {
            out.setContentLength(reply.body().length);
            out.getOutputStream().write(reply.body());
        }
    }

    /// Streams an answer. One that is cut closes the connection: its length was announced.
    static void stream(FileGateway.Delivery delivery, HttpServletResponse out) throws IOException {
        out.setStatus(delivery.status());
        delivery.fields().forEach(out::setHeader);
        if (delivery.length() >= 0) {
            out.setContentLengthLong(delivery.length());
            delivery.body().to(out.getOutputStream());
        }
    }
}
