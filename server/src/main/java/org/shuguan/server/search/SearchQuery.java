package org.shuguan.server.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.shuguan.server.platform.InvalidInput;

/// A query as typed, parsed: `社保 "参保状态" -养老 item:身份证号`. All clauses must match, so each further one can only
/// reduce the matches. There are no syntax errors: text without letters, digits or Chinese characters (`**`) is
/// not a clause, and a query without clauses matches nothing.
///
/// @param clauses all of which must match
/// @param matchesAll whether the typed text is blank
record SearchQuery(List<Clause> clauses, boolean matchesAll) {
    static final int MAX_LENGTH = 200;

    /// The field that a clause names.
    enum Field {
        ANYWHERE,
        TITLE,
        ITEM,
        UNIT,
        CODE,
        GRADE,
        PATH
    }

    /// @param quoted matched literally, without synonyms, pinyin, parts or tolerance for mistakes
    /// @param excluded must not match
    record Clause(Field field, String text, boolean quoted, boolean excluded) {
        /// As it was typed.
        @Override
        public String toString() {
            String name = field == Field.ANYWHERE ? "" : field.name().toLowerCase(Locale.ROOT) + ":";
            return (excluded ? "-" : "") + name + (quoted ? '"' + text + '"' : text);
        }
    }

    private static final Map<String, Field> FIELDS = Map.ofEntries(
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
    private static final int LONGEST_FIELD_NAME = 5;
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final String QUOTES = "\"“”„＂「」『』";

    /// @throws InvalidInput if it is longer than 200 characters; a truncated query would match more than was asked
    ///     for
    static SearchQuery parse(String typed) {
        new InvalidInput.Check()
                .that(typed.codePointCount(0, typed.length()) <= MAX_LENGTH, "q", "too-long", Map.of("max", MAX_LENGTH))
                .orRefuse();
        // An invisible direction mark before a minus or a field name is ignored.
        String visible = INVISIBLE.matcher(typed).replaceAll("");
        return new SearchQuery(new Parser(visible).clauses(), new Parser(visible).isBlank());
    }

    /// Whether a clause may be matched by more than its exact text.
    boolean canBeRelaxed() {
        return clauses.stream().anyMatch(clause -> !clause.excluded() && !clause.quoted());
    }

    @Override
    public String toString() {
        return clauses.stream().map(Clause::toString).collect(Collectors.joining(" "));
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
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
                boolean quoted = at < text.length() && isQuote(text.charAt(at));
                String words = quoted ? quoted() : word();
                if (!NormalizedText.of(words).runs().isEmpty()) {
                    clauses.add(new Clause(field, words.strip(), quoted, excluded));
                }
            }
            return clauses;
        }

        boolean isBlank() {
            return !skipBlanks();
        }

        /// Returns whether text remains after the blanks.
        private boolean skipBlanks() {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        /// A known field name before a colon, half- or full-width. Other text before a colon is part of a word.
        private Field field() {
            for (int end = at + 1; end <= Math.min(text.length() - 1, at + LONGEST_FIELD_NAME); end++) {
                if (text.charAt(end) == ':' || text.charAt(end) == '：') {
                    Field field = FIELDS.get(text.substring(at, end).toLowerCase(Locale.ROOT));
                    if (field != null) {
                        at = end + 1;
                        return field;
                    }
                    break;
                }
            }
            return Field.ANYWHERE;
        }

        /// Up to the closing quote, or to the end of the text if it is missing.
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

        private static boolean isBlank(char character) {
            return Character.isWhitespace(character) || Character.isSpaceChar(character);
        }

        private static boolean isMinus(char character) {
            return character == '-' || character == '－' || character == '−';
        }

        private static boolean isQuote(char character) {
            return QUOTES.indexOf(character) >= 0;
        }
    }
}
