package org.shuguan.dataplane.detect;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.shuguan.dataplane.detect.Classification.Reason;

/// Texts for findings, grades, reasons and problems, in Chinese and English.
public final class CensusTexts {
    private static final CensusTexts CHINESE = new CensusTexts("words.properties");
    private static final CensusTexts ENGLISH = new CensusTexts("words_en.properties");

    private final Properties texts = new Properties();

    private CensusTexts(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(CensusTexts.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The texts of a language; Chinese for all languages except English.
    public static CensusTexts in(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : CHINESE;
    }

    /// The name of a type.
    public String type(DataType type) {
        String cityName = type.cityName();
        return cityName == null ? text("type." + type.word()) : cityName;
    }

    /// The name of a grade.
    public String grade(Grade grade) {
        return text("grade." + grade.word());
    }

    /// The name of a category of personal information.
    public String category(String category) {
        return text("category." + category);
    }

    /// The sentence that says why something could not be read.
    ///
    /// @param reason name of a [org.shuguan.dataplane.source.SourceUnreadable.Reason], or `LINES` for lines that
    ///     are not rows
    public String unread(String reason) {
        return text("unread." + reason);
    }

    /// The sentence that says why a line is not a row.
    ///
    /// @param reason name of a [org.shuguan.dataplane.source.Rejects.Reason]; results stored by older versions
    ///     have a sentence of the engine, which is returned unchanged
    public String reject(String reason) {
        return texts.getProperty("reject." + reason, reason);
    }

    /// The sentence of a note about a table of a file.
    public String note(String code, Map<String, String> facts) {
        return filled(text("note." + code), facts);
    }

    /// The name of a notation of numbers or days, for example of `ten-thousands`.
    public String form(String form) {
        return text("form." + form);
    }

    /// The sentence about a defect that many values of a column have.
    public String defect(String code, long count) {
        return filled(text("defect." + code), Map.of("count", Long.toString(count)));
    }

    private static String filled(String sentence, Map<String, String> facts) {
        String said = sentence;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            said = said.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return said;
    }

    /// The name of a format category of the national guide: `database`, `spreadsheet`, `document`, `api`.
    public String format(String category) {
        return text("format." + category);
    }

    /// The sentence of a reason.
    public String reason(Reason reason) {
        String sentence = text("reason." + reason.code());
        for (Map.Entry<String, String> fact : reason.facts().entrySet()) {
            String value = switch (fact.getKey()) {
                case "type" -> type(DataType.of(fact.getValue()));
                case "category" -> fact.getValue().isEmpty() ? "" : category(fact.getValue());
                default -> fact.getValue();
            };
            sentence = sentence.replace("{" + fact.getKey() + "}", value);
        }
        return sentence;
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key);
        }
        return text;
    }
}
