package org.shuguan.dataplane.draft;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.DataType;

/// Sentences about what is to be checked in a draft, in Chinese and English.
public final class DraftTexts {
    private static final DraftTexts CHINESE = new DraftTexts("texts.properties", Locale.SIMPLIFIED_CHINESE);
    private static final DraftTexts ENGLISH = new DraftTexts("texts_en.properties", Locale.ENGLISH);

    private final Properties texts = new Properties();
    private final CensusTexts words;

    private DraftTexts(String name, Locale locale) {
        this.words = CensusTexts.in(locale);
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(DraftTexts.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The texts of a language; Chinese for all languages except English.
    public static DraftTexts in(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : CHINESE;
    }

    /// What is to be checked and why.
    ///
    /// @param why and facts as in [DraftEntry.Check]
    public String check(String why, Map<String, String> facts) {
        String sentence = text("check." + why);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            String value = fact.getKey().equals("type") ? words.type(type(fact.getValue())) : fact.getValue();
            sentence = sentence.replace("{" + fact.getKey() + "}", value);
        }
        return sentence;
    }

    /// The name of the field that is to be checked.
    public String field(String field) {
        return text("field." + field);
    }

    private String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    private static DataType type(String word) {
        return DataType.of(word);
    }
}
