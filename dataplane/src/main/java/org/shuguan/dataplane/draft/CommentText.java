package org.shuguan.dataplane.draft;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A comment taken apart: the name that it begins with, the codes that it lists, and whether it says more.
///
/// @param name the name, empty if the comment gives none
/// @param codes the listed codes, empty if there are none
/// @param more whether the comment says something that neither name nor codes contain
record CommentText(String name, List<DraftEntry.Code> codes, boolean more) {
    /// A comment of more characters before the first mark is a sentence and no name.
    private static final int LONGEST_NAME = 40;

    private static final Pattern LEADING =
            Pattern.compile("^(?:[*＊★#>·•\\-\\s]+|[（(]?\\d{1,3}[）)、.．]\\s*(?=\\p{IsHan}))+");
    private static final Pattern TRAILING = Pattern.compile("[*＊★:：,，、;；。.!！?？=＝（(\\[【{\\-–—_/|~\\s]+$");
    private static final Pattern SENTENCE = Pattern.compile("[。；;！!？?|\\r\\n]");
    private static final Pattern EXPLAINED = Pattern.compile("[:：，,]");
    /// A technical name behind the Chinese one: 姓名_member_name.
    private static final Pattern TECHNICAL = Pattern.compile("(?<=\\p{IsHan})[-_.]+[A-Za-z][A-Za-z0-9_.-]*$");
    private static final Pattern LAST_BRACKET = Pattern.compile("[（(\\[【{]([^（）()\\[\\]【】{}]*)[）)\\]】}]$");
    private static final Pattern UNIT = Pattern.compile(
            "[%％‰℃㎡]|[千万亿百]?元|人民币元?|[千万亿百]|[平立]方米|[千公厘毫]?米|[千公毫]?克|公斤|吨|亩|公顷|度|千瓦时|[小]?时|分钟?|秒|毫秒|天|日|月|年|岁|次|人|个|件|套|台|辆|户|元/月"
                    + "|(?i:kg|g|km|cm|mm|m|m2|m²|mb|kb|gb|ms|s|kwh|kw)");
    /// How a sentence begins that is no name.
    private static final Pattern CONDITION = Pattern.compile("如果|例如|默认为|用于|用来|当且");

    private static final Pattern KEY = Pattern.compile("(?:自增|自动)*(?:主键|id|流水号)*(?:id|编号)?", Pattern.CASE_INSENSITIVE);

    /// @param column name of the column, which a comment may repeat
    static CommentText of(@Nullable String comment, String column) {
        if (comment == null || comment.isBlank()) {
            return new CommentText("", List.of(), false);
        }
        String text = comment.strip();
        Optional<CodeText.Found> codes = CodeText.find(text);
        String head = codes.map(found -> text.substring(0, found.from())).orElse(text);
        String name = name(head, column);
        String rest = text.replaceFirst(Pattern.quote(name), "");
        String said =
                codes.map(found -> text.substring(found.from(), found.to())).orElse("");
        boolean more = rest.replace(said, "").codePoints().anyMatch(character -> Character.isLetterOrDigit(character));
        return new CommentText(name, codes.map(CodeText.Found::codes).orElse(List.of()), more);
    }

    private static String name(String head, String column) {
        String name = LEADING.matcher(head.strip()).replaceFirst("");
        name = before(SENTENCE, name);
        name = before(EXPLAINED, name);
        name = opened(name);
        name = firstWords(bare(name), column);
        name = bare(name);
        if (name.codePointCount(0, name.length()) > LONGEST_NAME
                || name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        if (CONDITION.matcher(name).lookingAt()) {
            return "";
        }
        if (!name.isEmpty() && KEY.matcher(name).matches()) {
            return "编号";
        }
        return name.replaceFirst("(?:，|,)?(?:如果|其中|取值|可选值?|枚举值?)$", "");
    }

    /// Without remarks in brackets, technical names and signs behind the name. A unit in brackets stays.
    private static String bare(String text) {
        String name = TRAILING.matcher(text).replaceFirst("");
        for (String last = ""; !last.equals(name); ) {
            last = name;
            Matcher bracket = LAST_BRACKET.matcher(name);
            if (bracket.find() && !UNIT.matcher(bracket.group(1).strip()).matches()) {
                name = name.substring(0, bracket.start());
            }
            name = TRAILING.matcher(TECHNICAL.matcher(name).replaceFirst("")).replaceFirst("");
        }
        return name;
    }

    private static String before(Pattern mark, String text) {
        Matcher found = mark.matcher(text);
        return found.find() && found.start() > 0 ? text.substring(0, found.start()) : text;
    }

    /// Without a bracket that is never closed: the comment was cut off, or a list of codes stood in it.
    private static String opened(String text) {
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            if ("）)]】}".indexOf(text.charAt(i)) >= 0) {
                depth++;
            } else if ("（([【{".indexOf(text.charAt(i)) >= 0 && --depth < 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /// Up to where a second Chinese phrase, or the column's technical name, follows after a blank. A Latin word
    /// before or within a Chinese name belongs to it: API 接收结果的编码.
    private static String firstWords(String text, String column) {
        StringBuilder name = new StringBuilder();
        String last = "";
        for (String word : text.split("[\\s\\u3000]+", -1)) {
            if (name.isEmpty()) {
                name.append(word);
            } else if (isTechnical(word, column)
                    || (endsChinese(last)
                            && (word.codePoints().anyMatch(CommentText::isHan)
                                    || word.matches("[（(\\[【\\d].*|[-–—=]+")))) {
                break;
            } else {
                name.append(' ').append(word);
            }
            last = word;
        }
        return name.toString();
    }

    /// Whether a Latin word repeats the column's technical name. A word of the language, such as URL, is part of the
    /// name even if the column is called so.
    private static boolean isTechnical(String word, String column) {
        return word.matches("[A-Za-z0-9]*_[A-Za-z0-9_]*|[a-z]+[A-Z][A-Za-z]*")
                || (plain(word).equals(plain(column)) && !TechnicalName.isWord(plain(word)));
    }

    private static String plain(String word) {
        return word.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean endsChinese(String word) {
        return !word.isEmpty() && isHan(word.codePointBefore(word.length()));
    }

    private static boolean isHan(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
