package org.shuguan.dataplane.detect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A word that a city adds to those by which names and comments are understood.
///
/// @param word the end of names or comments that it explains: Chinese, or Latin letters and digits without separators
/// @param type the type that it states; null if it says that a column holds nothing particular
public record CityWord(String word, @Nullable DataType type) {
    /// The longest word, in characters.
    public static final int LONGEST = 40;

    public CityWord {
        word = written(word);
        if (word.length() < 2 || word.length() > LONGEST) {
            throw new IllegalArgumentException("a word has 2 to " + LONGEST + " characters: " + word);
        }
    }

    /// Whether the word would take columns below the grade that the delivered words give them.
    ///
    /// @param types the types, with those of the city
    public boolean lowers(KnownTypes types) {
        Grade now =
                type == null ? types.defaultRule().grade() : types.forType(type).grade();
        return Classifier.named("", word, Vocabulary.DEFAULT).stream()
                .anyMatch(known -> types.forType(known).grade().compareTo(now) > 0);
    }

    /// The word as it is compared: without blanks and separators, Latin letters in lower case.
    public static String written(String word) {
        String plain = NormalizedText.of(word).toLowerCase(Locale.ROOT);
        return ColumnName.hasHan(plain) ? plain.replace(" ", "") : plain.replaceAll("[^a-z0-9]", "");
    }
}
