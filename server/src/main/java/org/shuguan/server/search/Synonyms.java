package org.shuguan.server.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Groups of synonyms: 身份证号 = 公民身份号码 = ID number. A word may be in several groups.
final class Synonyms {
    private static final String SHIPPED = "synonyms.txt";

    private final Map<String, Set<String>> byKey = new HashMap<>();
    private int longestKey;

    Synonyms(List<List<String>> groups) {
        for (List<String> group : groups) {
            for (String word : group) {
                String key = key(word);
                longestKey = Math.max(longestKey, key.length());
                Set<String> synonyms = byKey.computeIfAbsent(key, any -> new LinkedHashSet<>());
                group.stream().filter(one -> !key(one).equals(key)).forEach(synonyms::add);
            }
        }
    }

    /// The built-in groups.
    static List<List<String>> shipped() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Synonyms.class.getResourceAsStream(SHIPPED), SHIPPED),
                StandardCharsets.UTF_8))) {
            List<List<String>> groups = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    groups.add(List.of(line.strip().split("\\s*=\\s*", -1)));
                }
            }
            return groups;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The key by which a word is looked up: normalized as in the index, without blanks.
    static String key(String word) {
        return NormalizedText.of(word).asTerm();
    }

    boolean contains(String key) {
        return byKey.containsKey(key);
    }

    /// The synonyms of a word, without the word itself; empty if there are none.
    Set<String> of(String key) {
        return byKey.getOrDefault(key, Set.of());
    }

    /// The end of the longest word of a group that starts at `start`, or `start` if there is none.
    int endOfWord(String text, int start) {
        for (int end = Math.min(text.length(), start + longestKey); end > start + 1; end--) {
            if (byKey.containsKey(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }
}
