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

/// Translates between our values and the words of the guide's workbook.
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

    /// The word for a value in the workbook; a value without a word is written as it is.
    static String written(String list, @Nullable String value) {
        return value == null ? "" : list(WRITTEN, list).getOrDefault(value, value);
    }

    /// The value that a cell means.
    static Optional<String> meant(String list, String cell) {
        return Optional.ofNullable(list(MEANT, list).get(plain(cell)));
    }

    /// The words that the cell may contain, for the advice on a finding.
    static String choices(String list) {
        return String.join("、", list(WRITTEN, list).values());
    }

    private static Map<String, String> list(Map<String, Map<String, String>> of, String list) {
        return Objects.requireNonNull(of.get(list), list);
    }

    /// A text in the form in which texts are compared: full-width characters, capital letters and blanks make no
    /// difference.
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+", "")
                .toUpperCase(Locale.ROOT);
    }
}
