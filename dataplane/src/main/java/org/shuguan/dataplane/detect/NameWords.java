package org.shuguan.dataplane.detect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The usual names of columns of one type, from `names.txt`.
///
/// @param chinese last words of Chinese names and comments
/// @param initials initials of pinyin: `sfzh`
/// @param spelled full pinyin and English words
record NameWords(List<String> chinese, Set<String> initials, Set<String> spelled) {
    /// Minimum length of abbreviations that are recognised at the end of other letters without separator:
    /// fddbrsfzh.
    private static final int INITIALS_RUN_ON = 4;
    /// Minimum length of words that are recognised so; shorter ones end other words by chance: nation in
    /// destination.
    private static final int SPELLED_RUN_ON = 7;
    /// Endings that may follow abbreviations without separator: xbdm; the next list those of words: bankcardno.
    private static final List<String> ADDED = List.of("", "dm", "hm", "bm", "bh", "h", "m");

    private static final List<String> ADDED_TO_WORDS =
            List.of("", "no", "num", "number", "code", "id", "hao", "haoma", "daima", "bianma", "ma", "mingcheng");

    private static final Map<String, NameWords> ALL = new HashMap<>();

    static {
        for (String line : ResourceLists.lines("names.txt")) {
            String[] parts = line.split("\\s*\\|\\s*", -1);
            Set<String> spelled = new HashSet<>(words(parts[3]));
            spelled.addAll(words(parts[4]));
            ALL.put(parts[0].strip(), new NameWords(words(parts[1]), new HashSet<>(words(parts[2])), spelled));
        }
    }

    static NameWords of(String type) {
        return Objects.requireNonNull(ALL.get(type), type);
    }

    /// The list's word that equals the text, apart from an added ending; null if there is none.
    ///
    /// @param abbreviated whether short abbreviations are accepted
    /// @param all whether the text is the complete column name
    ColumnName.@Nullable Word findExact(String text, boolean abbreviated, boolean all) {
        for (String added : ADDED_TO_WORDS) {
            String word = without(text, added);
            if (text.endsWith(added) && (spelled.contains(word) || (all && spelled.contains("=" + word)))) {
                return new ColumnName.Word(word, false);
            }
        }
        for (String added : ADDED) {
            String word = without(text, added);
            if (text.endsWith(added) && initials.contains(word) && (abbreviated || word.length() >= INITIALS_RUN_ON)) {
                return new ColumnName.Word(word, true);
            }
        }
        return null;
    }

    /// The list's word at the end of a text without separators, null if there is none.
    ColumnName.@Nullable Word findAtEnd(String text) {
        for (String word : spelled) {
            if (word.length() >= SPELLED_RUN_ON && ends(text, word, ADDED_TO_WORDS)) {
                return new ColumnName.Word(word, false);
            }
        }
        for (String word : initials) {
            if (word.length() >= INITIALS_RUN_ON && ends(text, word, ADDED)) {
                return new ColumnName.Word(word, true);
            }
        }
        return null;
    }

    private static boolean ends(String text, String word, List<String> added) {
        return added.stream().anyMatch(more -> text.endsWith(word + more));
    }

    private static String without(String text, String end) {
        return text.substring(0, Math.max(0, text.length() - end.length()));
    }

    private static List<String> words(String blanks) {
        return Arrays.stream(blanks.split(" ", -1))
                .filter(word -> !word.isBlank())
                // The longest first: 身份证号 before 证号.
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .collect(Collectors.toUnmodifiableList());
    }
}
