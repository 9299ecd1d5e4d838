package org.shuguan.server.quality;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The state of the rules, the versions or the objection does not allow this.
final class QualityRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private QualityRefused(String code) {
        super("quality/" + code, HttpStatus.CONFLICT, Map.of());
    }

    /// The entry is not collected: there is nothing to examine.
    static QualityRefused notCollected() {
        return new QualityRefused("not-collected");
    }

    /// It is collected, but there is no version yet.
    static QualityRefused noVersion() {
        return new QualityRefused("no-version");
    }

    static QualityRefused noRules() {
        return new QualityRefused("no-rules");
    }

    static QualityRefused underWay() {
        return new QualityRefused("under-way");
    }

    /// The rule is not in the state that this needs.
    static QualityRefused otherState() {
        return new QualityRefused("other-state");
    }

    /// Four eyes: who drafted a rule does not approve it.
    static QualityRefused ownRule() {
        return new QualityRefused("own-rule");
    }

    /// Somebody already changes this rule.
    static QualityRefused changedAlready() {
        return new QualityRefused("changed-already");
    }

    /// The examined version is not kept any more: its rows are gone.
    static QualityRefused versionGone() {
        return new QualityRefused("version-gone");
    }

    /// The version has no such row.
    static QualityRefused noSuchRow() {
        return new QualityRefused("no-such-row");
    }

    /// The entry has no key by which a row could be named.
    static QualityRefused noKey() {
        return new QualityRefused("no-key");
    }

    /// Somebody has reported this value already, and it is not settled.
    static QualityRefused reportedAlready() {
        return new QualityRefused("reported-already");
    }

    /// Four eyes: who reported a value does not answer for its unit.
    static QualityRefused ownObjection() {
        return new QualityRefused("own-objection");
    }

    static QualityRefused unreadable(Throwable cause) {
        QualityRefused refused = new QualityRefused("unreadable");
        refused.initCause(cause);
        return refused;
    }
}
