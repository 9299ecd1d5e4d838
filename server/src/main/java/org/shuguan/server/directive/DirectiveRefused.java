package org.shuguan.server.directive;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the directive does not allow this.
final class DirectiveRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private DirectiveRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static DirectiveRefused circulated() {
        return new DirectiveRefused("directive/circulated");
    }
}
