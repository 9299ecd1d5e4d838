package org.shuguan.dataplane.draft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Says in Chinese what a technical name of a column or table says in English or by initials of pinyin.
final class TechnicalName {
    private static final int LONGEST_PHRASE = 3;
    private static final Map<String, String> WORDS = new HashMap<>();
    private static final Map<String, String> INITIALS = new HashMap<>();

    static {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TechnicalName.class.getResourceAsStream("words.txt")),
                StandardCharsets.UTF_8))) {
            Map<String, String> into = WORDS;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("@initials")) {
                    into = INITIALS;
                } else if (!line.startsWith("#") && line.indexOf(' ') > 0) {
                    into.putIfAbsent(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TechnicalName() {}

    /// The Chinese name, empty if a word of the name is not known.
    static Optional<String> inChinese(String name) {
        List<String> words = words(name);
        String joined = String.join("", words);
        if (INITIALS.containsKey(joined)) {
            return Optional.of(INITIALS.get(joined));
        }
        StringBuilder said = new StringBuilder();
        for (int from = 0; from < words.size(); ) {
            String word = words.get(from);
            int to = from;
            String phrase = null;
            for (int end = Math.min(words.size(), from + LONGEST_PHRASE); end > from && phrase == null; end--) {
                phrase = WORDS.get(String.join("_", words.subList(from, end)));
                to = end;
            }
            if (phrase == null && from > 0 && word.matches("\\d{1,3}")) {
                phrase = word;
            }
            if (phrase == null) {
                return Optional.empty();
            }
            said.append(phrase);
            from = to;
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said.toString());
    }

    /// Whether it is an English word of the list.
    static boolean isWord(String word) {
        return WORDS.containsKey(word);
    }

    /// The name's words in lower case, split at signs that are neither letters nor digits, at capitals and before
    /// numbers.
    static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("(?<=[A-Za-z])(?=\\d)", "_")
                        .split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
