package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column's name and comment, split into words. The last word decides: `sfzh` in `cz_sfzh`, 有效期 in
/// 身份证有效期. Additions are cut off first: brackets, lists of codes, 号码, `_no`.
///
/// @param heads the last Chinese phrases of the comment and of a Chinese name
/// @param words the name's words in lower case, split at `_`, at capitals and after digits
/// @param explained whether there is a Chinese comment that says what the column holds
record ColumnName(List<String> heads, List<String> words, boolean explained) {
    private static final Pattern ADDED = Pattern.compile(
            // Marks of required fields, and a technical name behind the Chinese one: 成员姓名_member_name.
            "(?:[\\s\\d(（\\[【{,，:：;；/、。|<*＊★]|[-_.]+(?!.*\\p{IsHan})).*", Pattern.DOTALL);
    private static final Pattern MARKED = Pattern.compile("^[*＊★\\s]+");
    private static final Pattern TAIL = Pattern.compile("(?<=..)(号码|编号|编码|代码|名称|信息|情况|内容|数据|字段|明细|号|码|值|ID|id|[一二三])$");
    private static final Set<String> TAILS =
            Set.of("no", "num", "number", "code", "id", "hm", "dm", "bm", "bh", "h", "m", "value", "str", "cn", "text");

    static ColumnName of(String name, @Nullable String comment) {
        List<String> heads = new ArrayList<>();
        boolean explained = comment != null && hasHan(comment);
        for (String text : new String[] {comment == null ? "" : comment, name}) {
            if (hasHan(text)) {
                String head = head(NormalizedText.of(text));
                heads.add(head);
                String bare = TAIL.matcher(head).replaceAll("");
                if (!bare.equals(head)) {
                    heads.add(bare);
                }
            }
        }
        return new ColumnName(heads, words(name), explained);
    }

    /// A word of a [NameWords] list that was found in a column's name.
    ///
    /// @param initials whether it is only an abbreviation, which may stand for other words too
    record Word(String text, boolean initials) {}

    /// The word of the list that the name ends with, null if there is none.
    ///
    /// @param anywhere whether the word may also stand before the end; used for types whose values are evidence
    ///     enough
    @Nullable
    Word find(NameWords list, boolean anywhere) {
        for (String head : heads) {
            for (String word : list.chinese()) {
                boolean found = word.startsWith("=")
                        ? head.equals(word.substring(1))
                        : anywhere ? head.contains(word) : head.endsWith(word);
                if (found) {
                    return new Word(word, false);
                }
            }
        }
        for (int from = 0; from < words.size(); from++) {
            for (int to = words.size(); to > from; to--) {
                if (anywhere || TAILS.containsAll(words.subList(to, words.size()))) {
                    Word found = list.findExact(String.join("", words.subList(from, to)), !explained, from == 0);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return list.findAtEnd(String.join("", words));
    }

    private static String head(String text) {
        String head = ADDED.matcher(MARKED.matcher(text).replaceFirst("")).replaceFirst("");
        return head.isEmpty() ? text : head;
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("(?<=[A-Za-z])\\d+", "_")
                        .split("[^A-Za-z]+", -1))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean hasHan(String text) {
        return text.codePoints()
                .anyMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }
}
