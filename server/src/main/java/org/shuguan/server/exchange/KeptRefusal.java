package org.shuguan.server.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Refusals that are kept with what they refused: a code, and the facts of its sentence as JSON.
@Component
class KeptRefusal {
    private final Texts texts;
    private final JsonMapper json;

    KeptRefusal(Texts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    /// The sentence in the reader's language, null if nothing was refused.
    @Nullable
    String sentence(@Nullable String code, @Nullable String facts) {
        return code == null ? null : texts.say("refusal." + code, facts(facts));
    }

    Map<String, Object> facts(@Nullable String facts) {
        return facts == null ? Map.of() : json.readValue(facts, new TypeReference<Map<String, Object>>() {});
    }
}
