package org.shuguan.server.comment;

import java.time.Duration;
import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The comment cannot be changed any more.
final class CommentRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private CommentRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.CONFLICT, facts);
    }

    static CommentRefused tooLate(Duration within) {
        return new CommentRefused("comment/too-late", Map.of("minutes", within.toMinutes()));
    }

    static CommentRefused removed() {
        return new CommentRefused("comment/removed", Map.of());
    }
}
