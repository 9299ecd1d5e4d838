package org.shuguan.server.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What answers which address of the interface for machine clients, for a listener without a framework.
@Component
class ExchangeRoutes {
    /// What answers a request.
    sealed interface Route {}

    /// Answers at once, without holding the thread until the call is recorded.
    @FunctionalInterface
    non-sealed interface Whole extends Route {
        CompletableFuture<Reply> answer(Request request);
    }

    /// Streams its answer and holds the thread meanwhile.
    @FunctionalInterface
    non-sealed interface Streamed extends Route {
        FileGateway.Delivery answer(Request request);
    }

    /// Answers at once or later, or streams what comes, without holding a thread.
    @FunctionalInterface
    non-sealed interface Fed extends Route {
        FeedGateway.Answer answer(Request request);
    }

    private final Gateway gateway;
    private final FileGateway files;
    private final FeedGateway feed;
    private final OwnGrants own;

    ExchangeRoutes(Gateway gateway, FileGateway files, FeedGateway feed, OwnGrants own) {
        this.gateway = gateway;
        this.files = files;
        this.feed = feed;
        this.own = own;
    }

    /// The route of a request.
    ///
    /// @param path as it was sent
    /// @throws ExchangeRefused if there is none
    Route of(String method, String path) {
        if (!path.startsWith(ExchangeController.ROOT + "/")) {
            throw ExchangeRefused.noSuchAddress();
        }
        String[] parts = path.substring(ExchangeController.ROOT.length() + 1).split("/", -1);
        boolean get = method.equals("GET") || method.equals("HEAD");
        Route found = switch (parts.length) {
            case 1 -> get ? list(parts[0]) : null;
            case 2 -> get ? one(parts[0], parts[1]) : null;
            case 3 -> get ? partOf(parts[0], parts[1], parts[2]) : null;
            case 4 ->
                parts[0].equals("resources")
                        ? resource(get, method.equals("POST"), parts[1] + "/" + parts[2], parts[3])
                        : null;
            default -> null;
        };
        if (found == null) {
            throw ExchangeRefused.noSuchAddress();
        }
        return found;
    }

    private @Nullable Route list(String name) {
        return switch (name) {
            case "grants" -> whole(own::list);
            case "keys" -> whole(request -> own.keys());
            default -> null;
        };
    }

    private @Nullable Route one(String collection, String id) {
        return switch (collection) {
            case "files" -> whole(request -> files.status(request, id));
            case "receipts" -> whole(request -> own.receipt(request, id));
            default -> null;
        };
    }

    private @Nullable Route partOf(String collection, String id, String part) {
        return switch (collection + "/" + part) {
            case "files/content" -> (Streamed) request -> files.download(request, id);
            case "grants/openapi.json" -> whole(request -> own.description(request, id));
            default -> null;
        };
    }

    private @Nullable Route resource(boolean get, boolean post, String code, String operation) {
        return switch (operation) {
            case "records" -> get ? calls(code, Call.Action.READ) : null;
            case "lookup" -> post ? calls(code, Call.Action.LOOKUP) : null;
            case "verify" -> post ? calls(code, Call.Action.VERIFY) : null;
            case "files" -> post ? whole(request -> files.ask(request, code)) : null;
            case "changes" -> get ? (Fed) request -> feed.answer(request, code) : null;
            default -> null;
        };
    }

    private Route calls(String resource, Call.Action action) {
        return (Whole) request -> gateway.answer(request, resource, action);
    }

    private static Route whole(Function<Request, Reply> answer) {
        return (Whole) request -> CompletableFuture.completedFuture(answer.apply(request));
    }
}
