package org.shuguan.server.quality;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// Says what an examination found of a rule.
@Component
class RunTexts {
    private final Texts texts;

    RunTexts(Texts texts) {
        this.texts = texts;
    }

    /// Why the rule could not be carried out; null if it was.
    @Nullable
    String problem(QualityRuns.Found found) {
        return found.problem() == null
                ? null
                : texts.say("quality.problem." + found.problem(), Map.of("detail", String.valueOf(found.detail())));
    }

    static boolean isBroken(QualityRule rule, QualityRuns.Found found) {
        return found.problem() != null
                || (found.applicable() != null
                        && found.failed() != null
                        && rule.isBroken(found.applicable(), found.failed()));
    }
}
