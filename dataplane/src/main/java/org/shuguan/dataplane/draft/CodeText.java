package org.shuguan.dataplane.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the lists of codes that people write into comments: 0男 1女; 0：女，1：男; 1-正常 2-停用; 0代表存在 2代表删除;
/// 如果是0则未使用；如果是1则已使用.
public final class CodeText {
    private static final String CODE =
            "(?<code>-?\\d{1,6}|[A-Za-z](?![A-Za-z0-9_])|[A-Za-z][A-Za-z0-9_-]{0,30}(?=\\s*" + "(?:[:：=]|->|=>)))";
    private static final String MARK = "(?<mark>[:：=＝.．、→]|[-–—]{1,2}>?|=>|代表|表示|则(?:是|为)?|是|为)?";
    /// A text of Chinese words; it ends where the next code begins.
    private static final String CHINESE =
            "\\p{IsHan}(?:(?!(?<=\\p{IsHan})-?\\d{1,6}\\s*(?:[:：=.、-]|代表|表示)?\\s*\\p{IsHan}|"
                    + "(?<=\\p{IsHan})[A-Z](?=\\p{IsHan}))[^,，;；、/|\\s（）()\\[\\]【】。])*";
    private static final String NOTE = "(?:[（(][^（）()]*[）)])?";
    private static final String MEANING =
            "(?<meaning>(?:[A-Za-z][A-Za-z_]{1,30}(?=\\p{IsHan}))?" + CHINESE + NOTE + "(?:(?<=[）)])" + CHINESE + ")?)";
    private static final Pattern PAIR = Pattern.compile("(?:(?:如果|如|若|当)(?:是|为)?\\s*)?(?:\\w+\\s*=\\s*)?" + CODE
            + "\\s*" + MARK + "\\s*[，,]?\\s*(?:则(?:是|为)?)?\\s*" + MEANING);
    private static final Pattern ENGLISH_PAIR = Pattern.compile(
            "(?<code>-?\\d{1,6})\\s*(?:[:：=]|->|=>|-)\\s*(?<meaning>[A-Za-z][A-Za-z_-]*(?: [A-Za-z][A-Za-z_-]*)*)");
    private static final Pattern REVERSED = Pattern.compile(
            "(?<meaning>\\p{IsHan}{1,20})\\s*(?:[:：=]|则(?:是|为)?)\\s*(?<code>-?\\d{1,6}|[A-Za-z][A-Za-z0-9_]{0,30})(?![A-Za-z0-9_%％])");
    /// A code with its meaning, alone: no second pair, which commas would separate.
    private static final Pattern WRITTEN = Pattern.compile("\\s*([^\\s:：=；;,，、]{1,60})\\s*[:：=]\\s*([^:：=；;]{1,200})");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,，;；、/|。.]*");
    /// What follows a number without being what a code means: 18位, 2024年.
    private static final Pattern MEASURE = Pattern.compile("[位个年月日号天次级种条张岁元万亿时分秒人项类行列字米]");
    private static final Pattern OF_ANOTHER = Pattern.compile("[A-Za-z0-9_](?:(?:如果|如|若|当)(?:是|为)?|是|为)$");

    /// What a comment adds to a meaning before a semicolon separates the next: 0则通用券，用户领取；
    private static final Pattern ADDED = Pattern.compile("[，,]\\s*([^，,；;]{1,40})[；;]\\s*");

    private static final Pattern MEANS = Pattern.compile("[:：=＝]|代表|表示");
    private static final Pattern OPENING = Pattern.compile(".*[（(\\[【]\\s*", Pattern.DOTALL);

    /// Codes as a comment lists them, and where.
    ///
    /// @param from where the list begins in the comment
    /// @param to where it ends
    record Found(int from, int to, List<DraftEntry.Code> codes) {}

    private CodeText() {}

    /// Reads a text that is a list of codes and nothing else, as [#written] writes it or as people do; empty if it is
    /// none.
    public static Optional<List<DraftEntry.Code>> read(String text) {
        String stripped = text.strip();
        List<DraftEntry.Code> codes = new ArrayList<>();
        for (String piece : stripped.split("[；;\\n]", -1)) {
            Matcher one = WRITTEN.matcher(piece);
            if (one.matches()) {
                codes.add(new DraftEntry.Code(one.group(1), one.group(2).strip()));
            } else if (!piece.isBlank()) {
                return find(stripped)
                        .filter(found -> found.from() == 0
                                && BETWEEN.matcher(stripped.substring(found.to()))
                                        .matches())
                        .map(Found::codes);
            }
        }
        return codes.isEmpty() ? Optional.empty() : Optional.of(codes);
    }

    /// The list as a text that [#read] and people understand: `0:女；1:男`.
    public static String written(List<DraftEntry.Code> codes) {
        return String.join(
                "；",
                codes.stream().map(code -> code.code() + ":" + code.meaning()).toList());
    }

    /// The list of codes in a comment: at least two, or one that is alone in brackets or begins the comment.
    static Optional<Found> find(String comment) {
        Found best = null;
        for (Pattern pair : List.of(PAIR, ENGLISH_PAIR, REVERSED)) {
            for (int i = 0; i < comment.length(); i++) {
                // Behind a technical name stand the codes of another column: goods_type如果是0.
                if (i > 0
                        && (isWord(comment.charAt(i - 1))
                                || OF_ANOTHER.matcher(comment.substring(0, i)).find())) {
                    continue;
                }
                Found found = listAt(comment, i, pair);
                if (found != null
                        && (best == null || found.codes().size() > best.codes().size())) {
                    best = found;
                }
            }
            if (best != null) {
                return Optional.of(best);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Found listAt(String comment, int from, Pattern pair) {
        List<DraftEntry.Code> codes = new ArrayList<>();
        Set<String> meanings = new HashSet<>();
        Matcher next = pair.matcher(comment);
        int at = from;
        int to = from;
        String mark = null;
        while (next.region(at, comment.length()).useTransparentBounds(true).lookingAt()) {
            String meaning = next.group("meaning").strip();
            boolean marked = pair != PAIR || next.group("mark") != null;
            if (!marked && (MEASURE.matcher(meaning).matches() || !meanings.add(meaning))) {
                break;
            }
            if (pair == PAIR) {
                mark = next.group("mark");
            }
            codes.add(new DraftEntry.Code(next.group("code"), meaning));
            to = next.end();
            Matcher between = BETWEEN.matcher(comment).region(to, comment.length());
            at = between.lookingAt() ? between.end() : to;
            Matcher said = ADDED.matcher(comment).region(to, comment.length());
            if (said.lookingAt()
                    && !pair.matcher(comment).region(at, comment.length()).lookingAt()
                    && pair.matcher(comment)
                            .region(said.end(), comment.length())
                            .lookingAt()) {
                DraftEntry.Code code = codes.removeLast();
                codes.add(new DraftEntry.Code(code.code(), code.meaning() + "，" + said.group(1)));
                at = said.end();
            }
        }
        if (codes.size() > 1) {
            return new Found(from, to, codes);
        }
        return codes.size() == 1 && pair == PAIR && isListOfOne(comment, from, to, mark)
                ? new Found(from, to, codes)
                : null;
    }

    /// Whether a single code is a list by itself: it is alone in brackets, or a mark says what it means. 如果是0则不限
    /// is a remark on a number.
    private static boolean isListOfOne(String comment, int from, int to, @Nullable String mark) {
        if (OPENING.matcher(comment.substring(0, from)).matches()) {
            return comment.substring(to).strip().matches("(?s)[）)\\]】].*");
        }
        return mark != null
                && MEANS.matcher(mark).matches()
                && (from == 0
                        || BETWEEN.matcher(comment.substring(from - 1, from)).matches());
    }

    private static boolean isWord(char character) {
        return character < 128 && (Character.isLetterOrDigit(character) || character == '_');
    }
}
