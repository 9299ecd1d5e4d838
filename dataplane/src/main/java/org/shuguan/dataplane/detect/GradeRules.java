package org.shuguan.dataplane.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The grade of each type, read from `grades.properties` where its sources are stated.
final class GradeRules {
    record Rule(Grade grade, @Nullable String category, boolean sensitive) {}

    private final Map<String, Rule> rules = new HashMap<>();

    GradeRules() {
        for (String line : ResourceLists.lines("grades.properties")) {
            int equals = line.indexOf('=');
            String key = line.substring(0, equals).strip();
            List<String> parts = List.of(line.substring(equals + 1).strip().split(",", -1));
            rules.put(
                    key,
                    new Rule(
                            Grade.general(Integer.parseInt(parts.getFirst())),
                            parts.size() > 1 ? parts.get(1) : null,
                            parts.size() > 2 && parts.get(2).equals("sensitive")));
        }
    }

    Rule forType(DataType type) {
        return rules.getOrDefault(type.word(), defaultRule());
    }

    Rule defaultRule() {
        return rule("default");
    }

    Rule emptyRule() {
        return rule("empty");
    }

    private Rule rule(String key) {
        Rule rule = rules.get(key);
        if (rule == null) {
            throw new IllegalStateException("grades.properties has no entry " + key);
        }
        return rule;
    }
}
