package org.shuguan.server.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// Says in the reader's language what a rule requires.
@Component
class RuleTexts {
    private static final int SHOWN = 12;

    private final CollectedData data;
    private final EntryDirectory entries;
    private final Texts texts;

    RuleTexts(CollectedData data, EntryDirectory entries, Texts texts) {
        this.data = data;
        this.entries = entries;
        this.texts = texts;
    }

    /// @param title the title of a column's item
    String sentence(RuleKind kind, Terms terms, UnaryOperator<String> title) {
        Map<String, String> facts = new HashMap<>();
        List<String> columns = terms.columns().stream().map(title).toList();
        facts.put("items", String.join(texts.say("quality.and"), columns));
        facts.put("item", columns.isEmpty() ? "" : columns.getFirst());
        facts.put("second", columns.size() < 2 ? "" : columns.get(1));
        facts.put("range", range(terms.least(), terms.most()));
        facts.put(
                "text",
                kind == RuleKind.IDENTIFIER
                        ? texts.say("quality.number." + terms.text())
                        : String.valueOf(terms.text()));
        facts.put("values", some(terms.values()));
        facts.put("percent", String.valueOf(terms.percent()));
        if (terms.entry() != null) {
            facts.put("entry", titleOf(terms.entry()));
            facts.put("other", data.masks(terms.entry()).title(String.valueOf(terms.other())));
        }
        return texts.say("quality.rule." + kind.word(), facts);
    }

    private String titleOf(UUID entry) {
        return entries.find(entry).map(EntryDirectory.Known::title).orElse(entry.toString());
    }

    private static String some(List<String> values) {
        String shown = values.stream().limit(SHOWN).collect(Collectors.joining("、"));
        return values.size() > SHOWN ? shown + "…（" + values.size() + "）" : shown;
    }

    private static String range(@Nullable String least, @Nullable String most) {
        if (least == null) {
            return "≤ " + most;
        }
        return most == null ? "≥ " + least : least.equals(most) ? least : least + " — " + most;
    }
}
