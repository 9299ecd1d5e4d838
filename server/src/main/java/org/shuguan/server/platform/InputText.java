package org.shuguan.server.platform;

import java.util.regex.Pattern;

/// Which characters a text from outside may have, whether it comes as a parameter or in a JSON body.
///
/// Refused are: NUL and other control characters except tabulator and line breaks (PostgreSQL stores no NUL); the
/// controls that change the direction of what follows (U+202A–202E, U+2066–2069), by which a title or a file name
/// shows something else than it is; halves of surrogate pairs, which have no encoding in UTF-8.
public final class InputText {
    private static final Pattern REFUSED =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]|\\p{Cs}");

    private InputText() {}

    /// Whether the text has none of the refused characters.
    public static boolean isAllowed(String text) {
        return !REFUSED.matcher(text).find();
    }

    /// The first characters of a text.
    ///
    /// @param most number of UTF-16 units
    public static String cut(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }
}
