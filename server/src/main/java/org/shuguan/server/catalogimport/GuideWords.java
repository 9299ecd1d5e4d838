package org.shuguan.server.catalogimport;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Between our words and the guide's: what is written into a cell, and what a cell that a person filled in means.
final class GuideWords {
    private static final Map<String, Map<String, String>> WRITTEN = new HashMap<>();
    private static final Map<String, Map<String, String>> MEANT = new HashMap<>();

    static {
        Properties words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(GuideWords.class.getResourceAsStream("/catalogimport/guide.properties")),
                StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.stringPropertyNames().forEach(name -> {
            String list = name.substring(0, name.indexOf('.'));
            String value = name.substring(name.indexOf('.') + 1);
            List<String> said = List.of(words.getProperty(name).split("\\|", -1));
            WRITTEN.computeIfAbsent(list, key -> new TreeMap<>()).put(value, said.getFirst());
            said.forEach(
                    one -> MEANT.computeIfAbsent(list, key -> new HashMap<>()).put(plain(one), value));
        });
    }

    private GuideWords() {}

    /// What a value is called in the workbook; a value that is in no list is written as it is.
    static String written(String list, @Nullable String value) {
        return value == null ? "" : list(WRITTEN, list).getOrDefault(value, value);
    }

    /// The value that a person means by a cell.
    static Optional<String> meant(String list, String cell) {
        return Optional.ofNullable(list(MEANT, list).get(plain(cell)));
    }

    /// What may stand in the cell, for the sentence that says so.
    static String choices(String list) {
        return String.join("、", list(WRITTEN, list).values());
    }

    private static Map<String, String> list(Map<String, Map<String, String>> of, String list) {
        return Objects.requireNonNull(of.get(list), list);
    }

    /// A text as it is compared: forms mix full-width signs, capital letters and every kind of blank.
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+", "")
                .toUpperCase(Locale.ROOT);
    }
}
