package org.shuguan.server.collection;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// A batch that is not taken.
final class PushRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private PushRefused(String what, HttpStatus status, Map<String, Object> facts) {
        super("collection/" + what, status, facts);
    }

    /// No token, or one that is not known or expired.
    static PushRefused token() {
        return new PushRefused("push-token", HttpStatus.UNAUTHORIZED, Map.of());
    }

    static PushRefused scope() {
        return new PushRefused("push-scope", HttpStatus.FORBIDDEN, Map.of());
    }

    /// The unit collects no entry of this code by sending; whether others do is not told.
    static PushRefused unknown() {
        return new PushRefused("push-unknown", HttpStatus.NOT_FOUND, Map.of());
    }

    /// The entry's rows are read from its source.
    static PushRefused notPushed() {
        return new PushRefused("push-not-agreed", HttpStatus.CONFLICT, Map.of());
    }

    static PushRefused paused() {
        return new PushRefused("push-paused", HttpStatus.CONFLICT, Map.of());
    }

    static PushRefused noKey() {
        return new PushRefused("push-no-idempotency-key", HttpStatus.BAD_REQUEST, Map.of());
    }

    /// Another body came with the same key.
    static PushRefused keyReused() {
        return new PushRefused("push-key-reused", HttpStatus.UNPROCESSABLE_CONTENT, Map.of());
    }

    /// @param line of the body, from 1
    static PushRefused noJson(int line, int column) {
        return new PushRefused(
                "push-no-json", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("line", line, "column", column));
    }

    /// @param record its number in the body, from 1
    static PushRefused noRecord(int record) {
        return new PushRefused("push-no-record", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("record", record));
    }

    static PushRefused nested(int record, String field) {
        return new PushRefused(
                "push-nested", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("record", record, "field", field));
    }

    static PushRefused twice(int record, String field) {
        return new PushRefused(
                "push-twice", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("record", record, "field", field));
    }

    static PushRefused keyMissing(int record, String field) {
        return new PushRefused(
                "push-key-missing", HttpStatus.UNPROCESSABLE_CONTENT, Map.of("record", record, "field", field));
    }

    static PushRefused empty() {
        return new PushRefused("push-empty", HttpStatus.UNPROCESSABLE_CONTENT, Map.of());
    }

    static PushRefused tooMany(int most) {
        return new PushRefused("push-too-many", HttpStatus.CONTENT_TOO_LARGE, Map.of("most", most));
    }
}
