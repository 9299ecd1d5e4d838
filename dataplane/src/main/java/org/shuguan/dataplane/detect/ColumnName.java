package org.shuguan.dataplane.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Vocabulary.Clarity;
import org.shuguan.dataplane.detect.Vocabulary.Match;
import org.shuguan.dataplane.detect.Vocabulary.Saying;

/// A column's name and comment and what they say. Additions are cut off first: brackets, lists of codes, marks of
/// required fields, a technical name behind the Chinese one.
///
/// @param comment what the comment says
/// @param chinese what a name in Chinese says
/// @param latin what a name in Latin letters says
/// @param explained whether there is a Chinese comment that says what the column holds
/// @param identifier whether the name in Latin letters is that of an identifier: apply_user_id
record ColumnName(Saying comment, Saying chinese, Saying latin, boolean explained, boolean identifier) {
    private static final Pattern ADDED = Pattern.compile(
            // Marks of required fields, and a technical name behind the Chinese one: 成员姓名_member_name.
            "(?:[\\s\\d(（\\[【{,，:：;；/、。|<*＊★]|[-_.]+(?!.*\\p{IsHan})).*", Pattern.DOTALL);
    private static final Pattern MARKED = Pattern.compile("^[*＊★\\s]+");
    /// A blank between Chinese and Latin letters separates nothing: 用户 IP.
    private static final Pattern SOFT_BLANK =
            Pattern.compile("(?<=\\p{IsHan}) +(?=[A-Za-z]{2})|(?<=[A-Za-z]{2}) +(?=\\p{IsHan})");
    /// What follows such words is a list of codes: 业主标识 T是真实业主 F 是虚拟业主.
    private static final Pattern LISTED = Pattern.compile("(类型|状态|标识|标志|方式|级别|类别|种类|等级|来源|渠道)$");
    private static final Pattern OPENED = Pattern.compile("[(（\\[【]");
    private static final Pattern ORDINAL = Pattern.compile("(?<=..)[一二三四五]$");
    private static final Set<String> IDENTIFIERS = Set.of("id", "ids", "uuid");
    /// Types that an address in Chinese may be: 管理员地址 of a column `ip`.
    private static final Set<DataType> KINDS_OF_ADDRESS =
            Set.of(DataType.URL, DataType.IP_ADDRESS, DataType.EMAIL, DataType.MAC_ADDRESS);

    /// A type that the name states.
    ///
    /// @param word the word by which it does
    /// @param points weight of the evidence, see [Weights]
    /// @param plain whether it states the type, rather than suggest it
    record Named(DataType type, String word, double points, boolean plain) {}

    static ColumnName of(String name, @Nullable String comment) {
        return of(name, comment, Vocabulary.DEFAULT);
    }

    static ColumnName of(String name, @Nullable String comment, Vocabulary vocabulary) {
        String remark = comment == null ? "" : comment;
        Saying ofComment = hasHan(remark)
                ? vocabulary.ofPhrase(head(remark))
                : vocabulary.ofWords(
                        words(ADDED.matcher(remark.strip().replace(' ', '_')).replaceFirst("")));
        Saying chinese = hasHan(name) ? vocabulary.ofPhrase(head(name)) : Saying.SILENT;
        List<String> words = words(name);
        boolean identifier = words.size() > 1 && IDENTIFIERS.contains(words.getLast());
        return new ColumnName(ofComment, chinese, vocabulary.ofWords(words), hasHan(remark), identifier);
    }

    /// The types that the name and the comment state together. A comment has the last word: what contradicts it does
    /// not
    /// count.
    List<Named> types() {
        List<Named> named = new ArrayList<>();
        Saying first = comment.matches().isEmpty() && comment.other() == null ? chinese : comment;
        boolean address = first.matches().size() == 1
                && first.matches().getFirst().word().equals("地址")
                && latin.matches().stream().anyMatch(match -> KINDS_OF_ADDRESS.contains(match.type()));
        if (!address) {
            first.matches()
                    .forEach(match -> named.add(new Named(
                            match.type(),
                            match.word(),
                            isPlain(match) ? Weights.SAYS : Weights.SUGGESTS,
                            isPlain(match))));
        }
        for (Match match : latin.matches()) {
            boolean said = !address && (!first.matches().isEmpty() || first.other() != null);
            Named agreeing = named.stream()
                    .filter(known -> known.type().equals(match.type()))
                    .findFirst()
                    .orElse(null);
            if (agreeing != null) {
                named.remove(agreeing);
                named.add(new Named(
                        agreeing.type(),
                        agreeing.word(),
                        Math.max(agreeing.points(), Weights.ofLatin(match.clarity(), explained))
                                // Two vague words are still vague.
                                + (agreeing.plain() || isPlain(match) ? Weights.AGREES : 0),
                        agreeing.plain() || isPlain(match)));
            } else if (!said) {
                double points = Weights.ofLatin(match.clarity(), explained);
                if (points > 0) {
                    named.add(new Named(match.type(), match.word(), points, isPlain(match)));
                }
            }
        }
        return named;
    }

    private static boolean isPlain(Match match) {
        return match.clarity() == Clarity.PLAIN || match.clarity() == Clarity.LONG_INITIALS;
    }

    /// Whether the name says only that the column is a name.
    boolean bare() {
        boolean silent = comment.matches().isEmpty()
                && comment.other() == null
                && chinese.matches().isEmpty();
        return silent && (comment.bare() || chinese.bare() || (!explained && latin.bare()));
    }

    /// The word by which the name says that the column is something that has no type, null if it does not.
    @Nullable
    String other() {
        if (comment.other() != null || !comment.matches().isEmpty()) {
            return comment.other();
        }
        return chinese.other() != null ? chinese.other() : explained ? null : latin.other();
    }

    /// Whether the name has a Chinese comment, or is Chinese itself, of which no word is known.
    boolean unknown() {
        return explained && comment.equals(Saying.SILENT);
    }

    /// The phrase that says what a column holds, without additions; empty if the text begins with a list of codes.
    static String head(String text) {
        String plain = MARKED.matcher(NormalizedText.of(text)).replaceFirst("");
        int blank = plain.indexOf(' ');
        boolean list = blank > 0 && LISTED.matcher(plain.substring(0, blank)).find();
        String joined =
                list ? plain.substring(0, blank) : SOFT_BLANK.matcher(plain).replaceAll("");
        String head = ADDED.matcher(joined).replaceFirst("");
        if (head.isEmpty() && OPENED.matcher(joined).lookingAt()) {
            head = ADDED.matcher(joined.substring(1)).replaceFirst("").replaceFirst("[)）\\]】]$", "");
        }
        return ORDINAL.matcher(head).replaceFirst("");
    }

    static List<String> words(String name) {
        return Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("(?<=[A-Za-z])\\d+", "_")
                        .split("[^A-Za-z]+", -1))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static boolean hasHan(String text) {
        return text.codePoints()
                .anyMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }
}
