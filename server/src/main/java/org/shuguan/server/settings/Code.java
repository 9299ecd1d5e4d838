package org.shuguan.server.settings;

import java.util.Locale;
import java.util.Objects;

/// One entry of a code list.
///
/// @param code the value that is stored when the entry is chosen
/// @param zh its name in Chinese
/// @param en its name in English
public record Code(String code, String zh, String en) {
    /// Missing parts become empty, so that validation can report them.
    public Code {
        code = Objects.requireNonNullElse(code, "");
        zh = Objects.requireNonNullElse(zh, "");
        en = Objects.requireNonNullElse(en, "");
    }

    /// Its name in the reader's language.
    public String words(Locale locale) {
        return locale.getLanguage().equals("en") ? en : zh;
    }
}
