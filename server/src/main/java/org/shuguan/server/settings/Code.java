package org.shuguan.server.settings;

import java.util.Locale;
import java.util.Objects;

/// One entry of a code list.
///
/// @param code what is kept where the entry was chosen
/// @param zh its words in Chinese
/// @param en its words in English
public record Code(String code, String zh, String en) {
    /// What is left out is empty: a request says what is wrong with it.
    public Code {
        code = Objects.requireNonNullElse(code, "");
        zh = Objects.requireNonNullElse(zh, "");
        en = Objects.requireNonNullElse(en, "");
    }

    /// Its words in the reader's language.
    public String words(Locale locale) {
        return locale.getLanguage().equals("en") ? en : zh;
    }
}
