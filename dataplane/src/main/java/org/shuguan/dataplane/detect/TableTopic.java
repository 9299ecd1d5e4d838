package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rows of a table are, as its name and comment say.
enum TableTopic {
    /// people in a role: employees, patients, users
    PEOPLE,
    /// organisations: departments, companies, schools
    ORGANISATIONS,
    /// anything else, or unknown
    OTHER;

    static TableTopic of(String name, @Nullable String comment, Vocabulary vocabulary) {
        TableTopic said = comment == null || !ColumnName.hasHan(comment) ? OTHER : ofPhrase(comment, vocabulary);
        if (said != OTHER || (comment != null && ColumnName.hasHan(comment))) {
            return said;
        }
        return ColumnName.hasHan(name) ? ofPhrase(name, vocabulary) : ofWords(name, vocabulary);
    }

    private static TableTopic ofPhrase(String text, Vocabulary vocabulary) {
        String phrase = ColumnName.head(text);
        boolean shorter = true;
        while (shorter) {
            String before = phrase;
            for (String noise : vocabulary.chineseNoise()) {
                if (phrase.length() > noise.length() && phrase.endsWith(noise)) {
                    phrase = phrase.substring(0, phrase.length() - noise.length());
                    break;
                }
            }
            shorter = !before.equals(phrase);
        }
        return vocabulary.isOrganisation(phrase, true)
                ? ORGANISATIONS
                : vocabulary.isPerson(phrase, true) ? PEOPLE : OTHER;
    }

    private static TableTopic ofWords(String name, Vocabulary vocabulary) {
        List<String> words = new ArrayList<>(ColumnName.words(name));
        while (words.size() > 1 && vocabulary.noise().contains(words.getLast())) {
            words.removeLast();
        }
        String last = words.isEmpty() ? "" : words.getLast();
        return vocabulary.isOrganisation(last, false)
                ? ORGANISATIONS
                : vocabulary.isPerson(last, false) ? PEOPLE : OTHER;
    }
}
