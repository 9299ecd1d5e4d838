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

/// Findings, grades and their reasons in a reader's language.
public final class Words {
    private static final Words CHINESE = new Words("words.properties");
    private static final Words ENGLISH = new Words("words_en.properties");

    private final Properties texts = new Properties();

    private Words(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Words.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Chinese for all languages but English.
    public static Words in(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : CHINESE;
    }

    public String type(DataType type) {
        return text("type." + type.word());
    }

    public String grade(Grade grade) {
        return text("grade." + grade.word());
    }

    public String category(String category) {
        return text("category." + category);
    }

    /// Why something could not be read.
    ///
    /// @param reason a word of `SourceUnreadable.Reason`, or `LINES` for lines that are no rows
    public String unread(String reason) {
        return text("unread." + reason);
    }

    /// Why a line is no row.
    ///
    /// @param reason a word of `Rejects.Reason`; in results kept long ago, a sentence of the engine
    public String reject(String reason) {
        return texts.getProperty("reject." + reason, reason);
    }

    /// What should be known of a table of a file.
    public String note(String code, Map<String, String> facts) {
        return filled(text("note." + code), facts);
    }

    /// A way of writing numbers or days, `ten-thousands`.
    public String form(String form) {
        return text("form." + form);
    }

    /// Something wrong with many values of a column.
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

    /// A category of the national guide for what a resource is made of: `database`, `spreadsheet`, `document`.
    public String format(String category) {
        return text("format." + category);
    }

    public String reason(Reason reason) {
        String sentence = text("reason." + reason.code());
        for (Map.Entry<String, String> fact : reason.facts().entrySet()) {
            String value = switch (fact.getKey()) {
                case "type" -> text("type." + fact.getValue());
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
            throw new IllegalStateException("no words for " + key);
        }
        return text;
    }
}
