package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Condition.Operator;
import org.shuguan.dataplane.serve.FilterUnreadable.Reason;

/// Reads and writes the text of filters.
final class FilterText {
    /// The longest text of a filter, in characters.
    private static final int LONGEST = 100_000;

    private static final Pattern BLANK = Pattern.compile("[\\s\u3000]*+");
    private static final Pattern PLAIN_ITEM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+");
    private static final Pattern SIGN = Pattern.compile("<=|>=|<>|!=|=|<|>");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,100}(?:\\.\\d{1,100})?");
    private static final Pattern TRUTH = Pattern.compile("(?:true|false)\\b");
    private static final Set<String> WORDS = Set.of("and", "in", "is", "prefix", "empty", "present", "true", "false");
    private static final Map<String, Operator> SIGNS = Map.of(
            "=", Operator.EQ,
            "<>", Operator.NE,
            "!=", Operator.NE,
            "<", Operator.LT,
            "<=", Operator.LE,
            ">", Operator.GT,
            ">=", Operator.GE);

    private record Value(Condition.Type type, String text) {}

    private final String text;
    private int at;

    private FilterText(String text) {
        this.text = text;
    }

    static RowFilter read(String text) throws FilterUnreadable {
        if (text.length() > LONGEST) {
            throw new FilterUnreadable(Reason.TOO_LONG, LONGEST);
        }
        return new FilterText(text).filter();
    }

    /// Writes the name of an item.
    static String item(String name) {
        boolean plain = PLAIN_ITEM.matcher(name).matches() && !WORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// Writes a value.
    static String value(Condition.Type type, String value) {
        return type == Condition.Type.TEXT ? "'" + value.replace("'", "''") + "'" : value;
    }

    private RowFilter filter() throws FilterUnreadable {
        List<Condition> conditions = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            if (!conditions.isEmpty()) {
                if (!word("and")) {
                    throw unreadable(Reason.AND);
                }
                skipBlanks();
            }
            if (conditions.size() == RowFilter.MOST_CONDITIONS) {
                throw unreadable(Reason.TOO_LONG);
            }
            conditions.add(condition());
            skipBlanks();
        }
        return new RowFilter(conditions);
    }

    private Condition condition() throws FilterUnreadable {
        int start = at;
        String item = item();
        skipBlanks();
        Operator operator = operator();
        skipBlanks();
        List<Value> values = !operator.hasValue() ? List.of() : operator == Operator.IN ? list() : List.of(value());
        Condition.Type type =
                values.isEmpty() ? Condition.Type.TEXT : values.getFirst().type();
        if (values.stream().anyMatch(value -> value.type() != type)) {
            throw new FilterUnreadable(Reason.MIXED, start + 1);
        }
        try {
            return new Condition(
                    item, operator, type, values.stream().map(Value::text).toList());
        } catch (IllegalArgumentException e) {
            throw new FilterUnreadable(Reason.TYPE, start + 1);
        }
    }

    private String item() throws FilterUnreadable {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted('"');
        }
        String name = taken(PLAIN_ITEM);
        if (name == null || WORDS.contains(name.toLowerCase(Locale.ROOT))) {
            throw unreadable(Reason.ITEM);
        }
        return name;
    }

    private Operator operator() throws FilterUnreadable {
        String sign = taken(SIGN);
        Operator known = sign == null ? null : SIGNS.get(sign);
        if (known != null) {
            return known;
        }
        if (word("in")) {
            return Operator.IN;
        }
        if (word("prefix")) {
            return Operator.PREFIX;
        }
        if (word("is")) {
            skipBlanks();
            if (word("empty")) {
                return Operator.EMPTY;
            }
            if (word("present")) {
                return Operator.PRESENT;
            }
        }
        throw unreadable(Reason.OPERATOR);
    }

    private List<Value> list() throws FilterUnreadable {
        int start = at;
        if (!sign('(')) {
            throw unreadable(Reason.VALUE);
        }
        List<Value> values = new ArrayList<>();
        do {
            if (values.size() == Condition.MOST_VALUES) {
                throw unreadable(Reason.TOO_LONG);
            }
            skipBlanks();
            values.add(value());
            skipBlanks();
        } while (sign(','));
        if (!sign(')')) {
            throw new FilterUnreadable(Reason.OPEN, start + 1);
        }
        return values;
    }

    private Value value() throws FilterUnreadable {
        if (at < text.length() && text.charAt(at) == '\'') {
            return new Value(Condition.Type.TEXT, quoted('\''));
        }
        for (Map.Entry<Pattern, Condition.Type> form : List.of(
                Map.entry(TIME, Condition.Type.TIME),
                Map.entry(DAY, Condition.Type.DATE),
                Map.entry(NUMBER, Condition.Type.NUMBER),
                Map.entry(TRUTH, Condition.Type.BOOLEAN))) {
            int start = at;
            String found = taken(form.getKey());
            if (found != null) {
                if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                    at = start;
                    throw unreadable(Reason.VALUE);
                }
                return new Value(form.getValue(), found);
            }
        }
        throw unreadable(Reason.VALUE);
    }

    /// Reads up to the closing quote; a doubled quote is one.
    private String quoted(char quote) throws FilterUnreadable {
        int start = at;
        StringBuilder content = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign != quote) {
                content.append(sign);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                content.append(quote);
                i++;
            } else {
                at = i + 1;
                return content.toString();
            }
        }
        throw new FilterUnreadable(Reason.OPEN, start + 1);
    }

    private boolean word(String word) {
        int end = at + word.length();
        if (!text.regionMatches(true, at, word, 0, word.length())
                || (end < text.length()
                        && (Character.isLetterOrDigit(text.codePointAt(end)) || text.charAt(end) == '_'))) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean sign(char sign) {
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private @Nullable String taken(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private void skipBlanks() {
        taken(BLANK);
    }

    private FilterUnreadable unreadable(Reason reason) {
        return new FilterUnreadable(reason, at + 1);
    }
}
