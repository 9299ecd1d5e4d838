package org.shuguan.server.sharing;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the request or grant does not allow this.
final class SharingRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private SharingRefused(String what) {
        super("sharing/" + what, HttpStatus.CONFLICT, Map.of());
    }

    static SharingRefused notThere() {
        return new SharingRefused("not-at-this-step");
    }

    /// The term for the answer was already extended once.
    static SharingRefused extended() {
        return new SharingRefused("already-extended");
    }

    /// The grant is in a state that does not allow it, or has ended.
    static SharingRefused grantState() {
        return new SharingRefused("grant-state");
    }

    /// The days in which an appeal is possible are over, or one is already open.
    static SharingRefused noAppeal() {
        return new SharingRefused("no-appeal");
    }
}
