package org.shuguan.server.exchange;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.client.MachineTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// The interface for machine clients on a port of its own, beside the workbench's web server, for many small calls: a
/// connection occupies no thread, a waiting answer occupies none either, and the workbench's filters are not run.
/// It answers what [ExchangeController] answers, by the same services.
///
/// `shuguan.exchange.port` opens it; with `shuguan.exchange.certificate` and `shuguan.exchange.key` (PEM files) it
/// speaks TLS.
@Component
class ExchangeListener implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeListener.class);
    private static final int NOT_OPENED = -1;
    private static final int MOST_CONNECTIONS = 5_000;
    private static final int MOST_WAITING = 5_000;
    private static final int MOST_STREAMS = 32;
    private static final int LARGEST_HEAD = 16 << 10;
    private static final int IDLE_SECONDS = 60;
    private static final int STOP_SECONDS = 10;

    private final ExchangeRoutes routes;
    private final CallReplies replies;
    private final String address;
    private final int wantedPort;
    private final @Nullable PemKeyCertOptions certificate;
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable Vertx vertx;
    private @Nullable ExecutorService readers;
    private @Nullable ExecutorService streams;
    private volatile int port;

    ExchangeListener(
            ExchangeRoutes routes,
            CallReplies replies,
            @Value("${server.address:0.0.0.0}") String address,
            @Value("${shuguan.exchange.port:" + NOT_OPENED + "}") int port,
            @Value("${shuguan.exchange.certificate:}") String certificate,
            @Value("${shuguan.exchange.key:}") String key) {
        this.routes = routes;
        this.replies = replies;
        this.address = address;
        this.wantedPort = port;
        this.certificate = certificate.isEmpty() && key.isEmpty() ? null : certificate(certificate, key);
    }

    private static PemKeyCertOptions certificate(String certificate, String key) {
        for (String file : List.of(certificate, key)) {
            if (!Files.isReadable(Path.of(file)) || file.isEmpty()) {
                throw new IllegalStateException("shuguan.exchange.certificate and shuguan.exchange.key must both name a"
                        + " readable PEM file, not \"" + file + "\"");
            }
        }
        return new PemKeyCertOptions().addCertPath(certificate).addKeyPath(key);
    }

    /// The port on which it listens, 0 if it does not.
    int port() {
        return port;
    }

    @Override
    public void start() {
        if (wantedPort == NOT_OPENED) {
            return;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        Vertx opened = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(processors)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
        vertx = opened;
        readers = threads("exchange-reader-", Math.max(16, 4 * processors), MOST_WAITING);
        streams = threads("exchange-stream-", MOST_STREAMS, 1);
        try {
            // Servers of one number share a port, one for each event loop; a negative number is any free port.
            int shared = wantedPort == 0 ? -1 : wantedPort;
            for (int i = 0; i < processors; i++) {
                port = await(server(opened).listen(shared, address)).actualPort();
            }
            LOG.info("the exchange listens on {}:{}{}", address, port, certificate == null ? "" : " (TLS)");
        } catch (IllegalStateException e) {
            stop();
            throw new IllegalStateException(
                    "the exchange cannot listen on " + address + ":" + wantedPort + ": "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }

    private static ExecutorService threads(String name, int most, int waiting) {
        var pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().name(name, 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer server(Vertx opened) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxInitialLineLength(LARGEST_HEAD)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        if (certificate != null) {
            options.setSsl(true).setKeyCertOptions(certificate);
        }
        return opened.createHttpServer(options)
                .connectionHandler(connection -> {
                    if (connections.incrementAndGet() > MOST_CONNECTIONS) {
                        connection.close();
                    }
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(this::received);
    }

    private void received(HttpServerRequest in) {
        if (in.method().equals(HttpMethod.GET) || in.method().equals(HttpMethod.HEAD)) {
            answer(in, new byte[0]);
            return;
        }
        Buffer body = Buffer.buffer();
        in.handler(part -> {
            if (body.length() <= ExchangeController.MOST_BODY) {
                body.appendBuffer(part);
            }
        });
        in.endHandler(end -> {
            if (body.length() > ExchangeController.MOST_BODY) {
                refuse(in, ExchangeRefused.largeBody(ExchangeController.MOST_BODY >> 10));
            } else {
                answer(in, body.getBytes());
            }
        });
    }

    private void refuse(HttpServerRequest in, ExchangeRefused refused) {
        send(in, replies.refusedUnrecorded(refused));
    }

    private void answer(HttpServerRequest in, byte[] body) {
        Request request;
        ExchangeRoutes.Route route;
        try {
            request = request(in, body);
            route = routes.of(request.method(), request.path());
        } catch (ExchangeRefused refused) {
            refuse(in, refused);
            return;
        }
        Locale locale = locale(in.getHeader("accept-language"));
        ExecutorService threads = route instanceof ExchangeRoutes.Streamed ? streams : readers;
        if (threads == null) {
            refuse(in, ExchangeRefused.busy());
            return;
        }
        Context context = Objects.requireNonNull(Vertx.currentContext());
        try {
            threads.execute(() -> {
                LocaleContextHolder.setLocale(locale);
                switch (route) {
                    // Completed by the reader's thread or the recorder's; written by the connection's.
                    case ExchangeRoutes.Whole whole -> later(in, answered(whole, request), context);
                    case ExchangeRoutes.Streamed streamed -> stream(in, streamed.answer(request));
                    case ExchangeRoutes.Fed fed -> {
                        switch (fed.answer(request)) {
                            case FeedGateway.Whole page -> later(in, page.reply(), context);
                            case FeedGateway.Streaming streaming ->
                                context.runOnContext(nothing -> feed(in, streaming, context));
                        }
                    }
                }
            });
        } catch (RejectedExecutionException full) {
            refuse(in, ExchangeRefused.busy());
        }
    }

    private static void later(HttpServerRequest in, CompletableFuture<Reply> answer, Context context) {
        var _ = answer.thenAccept(reply -> context.runOnContext(nothing -> send(in, reply)));
    }

    private CompletableFuture<Reply> answered(ExchangeRoutes.Whole route, Request request) {
        try {
            return route.answer(request);
        } catch (RuntimeException bug) {
            LOG.error("unexpected, {} {}", request.method(), request.path(), bug);
            return CompletableFuture.completedFuture(replies.unexpected());
        }
    }

    /// A request as the gateway takes it.
    ///
    /// @throws ExchangeRefused if its parameters are not encoded as they should be
    private static Request request(HttpServerRequest in, byte[] body) {
        Map<String, List<String>> parameters = new HashMap<>();
        try {
            for (Map.Entry<String, String> parameter : in.params()) {
                parameters
                        .computeIfAbsent(parameter.getKey(), name -> new ArrayList<>(1))
                        .add(parameter.getValue());
            }
        } catch (IllegalArgumentException undecodable) {
            throw ExchangeRefused.value("query", "%xx");
        }
        MultiMap head = in.headers();
        String query = in.query();
        return new Request(
                in.method().name(),
                String.valueOf(in.path()),
                query == null ? "" : query,
                parameters,
                body,
                MachineTokens.bearer(head.get("authorization")),
                head.get("accept"),
                head.get("if-none-match"),
                head.get("range"),
                head.get("if-range"),
                head.get(ExchangeController.LAST_EVENT),
                in.remoteAddress().hostAddress());
    }

    private static Locale locale(@Nullable String languages) {
        if (languages == null) {
            return Locale.getDefault();
        }
        try {
            Locale found = Locale.lookup(
                    Locale.LanguageRange.parse(languages), List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH));
            return found == null ? Locale.getDefault() : found;
        } catch (IllegalArgumentException unreadable) {
            return Locale.getDefault();
        }
    }

    private static void send(HttpServerRequest in, Reply reply) {
        HttpServerResponse out = in.response();
        if (out.closed() || out.ended()) {
            return;
        }
        out.setStatusCode(reply.status());
        reply.fields().forEach(out::putHeader);
        if (reply.status() == 304) {
            out.end();
        } else {
            out.putHeader("content-length", Integer.toString(reply.body().length));
            if (in.method().equals(HttpMethod.HEAD)) {
                out.end();
            } else {
                out.end(Buffer.buffer(reply.body()));
            }
        }
    }

    /// Begins a stream. The connection's thread writes each part, and tells when it was taken.
    private static void feed(HttpServerRequest in, FeedGateway.Streaming streaming, Context context) {
        HttpServerResponse out = in.response();
        FeedStream stream = streaming.stream();
        if (out.closed() || in.method().equals(HttpMethod.HEAD)) {
            stream.close();
            return;
        }
        out.setStatusCode(streaming.head().status());
        streaming.head().fields().forEach(out::putHeader);
        out.setChunked(true);
        out.closeHandler(closed -> stream.close());
        out.exceptionHandler(gone -> stream.close());
        out.write(Buffer.buffer(FeedText.ALIVE));
        stream.start(new FeedStream.Output() {
            @Override
            public void write(byte[] bytes, Runnable taken) {
                whileOpen(() -> out.write(Buffer.buffer(bytes)).onSuccess(written -> taken.run()));
            }

            @Override
            public void end() {
                whileOpen(out::end);
            }

            private void whileOpen(Runnable work) {
                context.runOnContext(nothing -> {
                    if (!out.ended() && !out.closed()) {
                        work.run();
                    }
                });
            }
        });
    }

    private static void stream(HttpServerRequest in, FileGateway.Delivery delivery) {
        HttpServerResponse out = in.response();
        out.setStatusCode(delivery.status());
        delivery.fields().forEach(out::putHeader);
        try {
            if (delivery.length() >= 0) {
                out.putHeader("content-length", Long.toString(delivery.length()));
                delivery.body().to(new Blocking(out));
            }
            out.end();
        } catch (IOException | RuntimeException cut) {
            LOG.debug("a download was cut", cut);
            in.connection().close();
        }
    }

    /// Writes a response from a thread that may wait: each part waits until the one before it has left, so that a
    /// slow reader does not fill the memory.
    private static final class Blocking extends OutputStream {
        private final HttpServerResponse out;

        Blocking(HttpServerResponse out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            CompletableFuture<Void> written = out.write(Buffer.buffer(length).appendBytes(bytes, from, length))
                    .toCompletionStage()
                    .toCompletableFuture();
            try {
                written.get(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void stop() {
        port = 0;
        Vertx opened = vertx;
        if (opened != null) {
            // Servers let running requests end.
            opened.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> null)
                    .join();
        }
        for (ExecutorService threads : new ExecutorService[] {readers, streams}) {
            if (threads != null) {
                threads.shutdownNow();
            }
        }
        vertx = null;
    }

    @Override
    public boolean isRunning() {
        return vertx != null;
    }

    /// When the workbench's web server starts and stops.
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 2048;
    }
}
