package org.shuguan.server.finding;

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

/// Words that mean the same: 身份证号 = 公民身份号码 = ID number. Groups of them; a word may stand in several.
final class Synonyms {
    private static final String SHIPPED = "synonyms.txt";

    private final Map<String, Set<String>> others = new HashMap<>();
    private int longest;

    Synonyms(List<List<String>> groups) {
        for (List<String> group : groups) {
            for (String word : group) {
                String key = key(word);
                longest = Math.max(longest, key.length());
                Set<String> same = others.computeIfAbsent(key, any -> new LinkedHashSet<>());
                group.stream().filter(one -> !key(one).equals(key)).forEach(same::add);
            }
        }
    }

    /// The words of the field that come with the platform.
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

    /// How a word is looked up: as the index spells it, without blanks.
    static String key(String word) {
        return Signs.of(word).bare();
    }

    boolean knows(String key) {
        return others.containsKey(key);
    }

    /// Other words for it, none where there is none.
    Set<String> others(String key) {
        return others.getOrDefault(key, Set.of());
    }

    /// Where the longest known word that starts at a place of the text ends; the place itself where none does.
    int end(String text, int start) {
        for (int end = Math.min(text.length(), start + longest); end > start + 1; end--) {
            if (others.containsKey(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }
}
