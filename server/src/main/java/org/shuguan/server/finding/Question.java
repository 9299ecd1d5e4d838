package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.shuguan.server.platform.InvalidInput;

/// What was asked, taken apart: `社保 "参保状态" -养老 item:身份证号`. Every clause has to hold, so each further one can only
/// narrow. No text is an error; what says nothing (`**`) asks for nothing, and a question that has only such asks for
/// what is not there.
///
/// @param clauses all of which must hold
/// @param everything whether nothing was typed at all
record Question(List<Clause> clauses, boolean everything) {
    static final int LONGEST = 200;

    /// Where a clause looks.
    enum Field {
        ANYWHERE,
        TITLE,
        ITEM,
        UNIT,
        CODE,
        GRADE,
        PATH
    }

    /// @param exact quoted: as it stands, without other words for it
    /// @param excluded what must not be there
    record Clause(Field field, String text, boolean exact, boolean excluded) {
        /// As it is typed.
        @Override
        public String toString() {
            String name = field == Field.ANYWHERE ? "" : field.name().toLowerCase(Locale.ROOT) + ":";
            return (excluded ? "-" : "") + name + (exact ? '"' + text + '"' : text);
        }
    }

    private static final Map<String, Field> NAMES = Map.ofEntries(
            Map.entry("title", Field.TITLE),
            Map.entry("名称", Field.TITLE),
            Map.entry("item", Field.ITEM),
            Map.entry("信息项", Field.ITEM),
            Map.entry("unit", Field.UNIT),
            Map.entry("单位", Field.UNIT),
            Map.entry("code", Field.CODE),
            Map.entry("代码", Field.CODE),
            Map.entry("grade", Field.GRADE),
            Map.entry("级别", Field.GRADE),
            Map.entry("path", Field.PATH),
            Map.entry("路径", Field.PATH));
    private static final int LONGEST_NAME = 5;
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");
    private static final String QUOTES = "\"“”„＂「」『』";

    /// @throws InvalidInput where it is longer than anybody asks: cut short it would find more than was asked for
    static Question parse(String typed) {
        new InvalidInput.Check()
                .that(typed.codePointCount(0, typed.length()) <= LONGEST, "q", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        // Marks of direction are not seen by whoever types: they must not hide the sign before a word.
        String seen = UNSEEN.matcher(typed).replaceAll("");
        return new Question(new Reader(seen).clauses(), new Reader(seen).isBlank());
    }

    /// Whether there is anything that must be there, for which other words can be tried.
    boolean asksForSomething() {
        return clauses.stream().anyMatch(clause -> !clause.excluded() && !clause.exact());
    }

    @Override
    public String toString() {
        return clauses.stream().map(Clause::toString).collect(Collectors.joining(" "));
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Clause> clauses() {
            List<Clause> clauses = new ArrayList<>();
            while (skipBlanks()) {
                boolean excluded = isMinus(text.charAt(at)) && at + 1 < text.length() && !isBlank(text.charAt(at + 1));
                if (excluded) {
                    at++;
                }
                Field field = field();
                boolean exact = at < text.length() && isQuote(text.charAt(at));
                String words = exact ? quoted() : word();
                if (!Signs.of(words).runs().isEmpty()) {
                    clauses.add(new Clause(field, words.strip(), exact, excluded));
                }
            }
            return clauses;
        }

        boolean isBlank() {
            return !skipBlanks();
        }

        private boolean skipBlanks() {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        /// A known name with a colon, half- or full-width; anything else before a colon is a word.
        private Field field() {
            for (int end = at + 1; end <= Math.min(text.length() - 1, at + LONGEST_NAME); end++) {
                if (text.charAt(end) == ':' || text.charAt(end) == '：') {
                    Field field = NAMES.get(text.substring(at, end).toLowerCase(Locale.ROOT));
                    if (field != null) {
                        at = end + 1;
                        return field;
                    }
                    break;
                }
            }
            return Field.ANYWHERE;
        }

        /// To the closing quote, or to the end where there is none.
        private String quoted() {
            int start = ++at;
            while (at < text.length() && !isQuote(text.charAt(at))) {
                at++;
            }
            return text.substring(start, Math.min(at++, text.length()));
        }

        private String word() {
            int start = at;
            while (at < text.length() && !isBlank(text.charAt(at)) && !isQuote(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private static boolean isBlank(char sign) {
            return Character.isWhitespace(sign) || Character.isSpaceChar(sign);
        }

        private static boolean isMinus(char sign) {
            return sign == '-' || sign == '－' || sign == '−';
        }

        private static boolean isQuote(char sign) {
            return QUOTES.indexOf(sign) >= 0;
        }
    }
}
