package org.shuguan.server.collection;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The entry, the plan or the version is not in the state that the action needs.
final class CollectionRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private CollectionRefused(String what, Map<String, Object> facts) {
        super("collection/" + what, HttpStatus.CONFLICT, facts);
    }

    static CollectionRefused notPublished() {
        return new CollectionRefused("not-published", Map.of());
    }

    static CollectionRefused notMounted() {
        return new CollectionRefused("not-mounted", Map.of());
    }

    static CollectionRefused noColumns() {
        return new CollectionRefused("no-columns", Map.of());
    }

    static CollectionRefused noIncrements() {
        return new CollectionRefused("no-increments", Map.of());
    }

    static CollectionRefused noCapture() {
        return new CollectionRefused("no-capture", Map.of());
    }

    /// @param missing what the source must be set to first
    static CollectionRefused captureNotReady(String missing) {
        return new CollectionRefused("capture-not-ready", Map.of("missing", missing));
    }

    /// @param why the source cannot be asked
    static CollectionRefused captureAway(String why) {
        return new CollectionRefused("capture-away", Map.of("why", why));
    }

    /// The first copy of the table is not complete.
    static CollectionRefused notCopied() {
        return new CollectionRefused("not-copied", Map.of());
    }

    static CollectionRefused plannedAlready() {
        return new CollectionRefused("planned-already", Map.of());
    }

    static CollectionRefused underWay() {
        return new CollectionRefused("under-way", Map.of());
    }

    static CollectionRefused paused() {
        return new CollectionRefused("paused", Map.of());
    }

    /// The rows are sent, not read.
    static CollectionRefused pushed() {
        return new CollectionRefused("pushed", Map.of());
    }

    static CollectionRefused notPaused() {
        return new CollectionRefused("not-paused", Map.of());
    }

    static CollectionRefused noVersion() {
        return new CollectionRefused("no-version", Map.of());
    }

    static CollectionRefused currentAlready() {
        return new CollectionRefused("current-already", Map.of());
    }

    /// Another removal of the plan waits for its second person or is under way.
    static CollectionRefused removalOpen() {
        return new CollectionRefused("removal-open", Map.of());
    }

    /// The versions have no key by which rows could be named.
    static CollectionRefused removalNoKey() {
        return new CollectionRefused("removal-no-key", Map.of());
    }

    /// The removal is not in the state that the act needs.
    static CollectionRefused removalState() {
        return new CollectionRefused("removal-state", Map.of());
    }

    /// Somebody else must confirm it.
    static CollectionRefused ownRemoval() {
        return new CollectionRefused("own-removal", Map.of());
    }

    /// @param name of the file
    static CollectionRefused fileKind(String name) {
        return new CollectionRefused("file-kind", Map.of("name", name));
    }

    /// @param cause what the engine says
    static CollectionRefused unreadable(Throwable cause) {
        CollectionRefused refused = new CollectionRefused("unreadable", Map.of());
        refused.initCause(cause);
        return refused;
    }
}
