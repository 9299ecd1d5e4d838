package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rows of the tables of a web page, streamed. A page is not parsed into a tree: only tags of tables count,
/// and end tags may be missing, as they are in pages that programs write. Cells over several columns or rows are
/// as in a spreadsheet: the value is in the first of them.
final class HtmlRows {
    private static final int LONGEST_CELL = 1 << 20;
    private static final int LONGEST_TAG = 1 << 16;
    private static final int MOST_COLUMNS = CellPositions.LAST_COLUMN;
    private static final int MOST_ACROSS = 1_000;
    private static final int MOST_DOWN = 65_534;
    private static final int MOST_NESTED = 100;
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+)))?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d,]*\\.?\\d+(?:[eE][-+]?\\d+)?");
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("nbsp", "\u00A0"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("amp", "&"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("ensp", "\u2002"),
            Map.entry("emsp", "\u2003"),
            Map.entry("middot", "·"),
            Map.entry("times", "×"),
            Map.entry("divide", "÷"),
            Map.entry("deg", "°"),
            Map.entry("plusmn", "±"),
            Map.entry("yen", "¥"),
            Map.entry("sup2", "²"),
            Map.entry("sup3", "³"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("bull", "•"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"));

    /// A table that is open, with its row and cell.
    private static final class OpenTable {
        private @Nullable List<@Nullable String> row;
        private @Nullable StringBuilder cell;
        private int column;
        private int across = 1;
        private int down = 1;
        private @Nullable String exact;
        /// rows that a cell above still takes, by column
        private final Map<Integer, Integer> taken = new HashMap<>();
    }

    private final Reader in;
    private final Predicate<ParsedLine> taker;
    private final MergedCells.@Nullable Builder merged;
    private final Deque<OpenTable> tables = new ArrayDeque<>();
    private long line;
    private boolean more = true;
    private int pushed = -1;

    /// @param merged receives the cells over several columns or rows, null if they are known
    HtmlRows(Reader in, Predicate<ParsedLine> taker, MergedCells.@Nullable Builder merged) {
        this.in = in;
        this.taker = taker;
        this.merged = merged;
    }

    void read() throws IOException {
        StringBuilder word = new StringBuilder();
        for (int sign = next(); sign >= 0 && more; sign = next()) {
            if (sign == '<') {
                tag();
            } else if (sign == '&') {
                reference(word);
            } else {
                append((char) sign);
            }
        }
        while (!tables.isEmpty() && more) {
            closeTable();
        }
    }

    private int next() throws IOException {
        int sign = pushed >= 0 ? pushed : in.read();
        pushed = -1;
        return sign;
    }

    private void append(char sign) {
        OpenTable table = tables.peek();
        StringBuilder cell = table == null ? null : table.cell;
        if (cell == null || cell.length() >= LONGEST_CELL) {
            return;
        }
        if (sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r' || sign == '\f') {
            if (!cell.isEmpty() && cell.charAt(cell.length() - 1) != ' ' && cell.charAt(cell.length() - 1) != '\n') {
                cell.append(' ');
            }
        } else {
            cell.append(sign);
        }
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            OpenTable table = tables.peek();
            if (table != null && table.cell != null && table.cell.length() < LONGEST_CELL) {
                table.cell.append(text.charAt(i));
            }
        }
    }

    private void reference(StringBuilder word) throws IOException {
        word.setLength(0);
        int sign = next();
        while (sign >= 0
                && word.length() < 12
                && (Character.isLetterOrDigit(sign) || (sign == '#' && word.isEmpty()))) {
            word.append((char) sign);
            sign = next();
        }
        String text = sign(word.toString());
        if (text == null) {
            append("&" + word);
        } else {
            append(text);
        }
        if (sign != ';' || text == null) {
            pushed = sign;
        }
    }

    private static @Nullable String sign(String word) {
        if (word.matches("#\\d{1,7}") || word.matches("#[xX][0-9a-fA-F]{1,6}")) {
            boolean decimal = Character.isDigit(word.charAt(1));
            int code = decimal ? Integer.parseInt(word.substring(1)) : Integer.parseInt(word.substring(2), 16);
            return code > 0 && Character.isValidCodePoint(code) ? Character.toString(code) : "";
        }
        return SIGNS.get(word);
    }

    private void tag() throws IOException {
        StringBuilder tag = new StringBuilder();
        int sign = next();
        if (sign >= 0 && sign != '/' && sign != '!' && sign != '?' && !Character.isLetter(sign)) {
            append('<');
            pushed = sign;
            return;
        }
        char quote = 0;
        for (; sign >= 0; sign = next()) {
            if (quote == 0 && sign == '>') {
                break;
            }
            boolean name = tag.isEmpty() || tag.charAt(0) == '!' || tag.charAt(0) == '?';
            if (!name && (sign == '"' || sign == '\'')) {
                quote = quote == 0 ? (char) sign : quote == sign ? 0 : quote;
            }
            if (tag.length() < LONGEST_TAG) {
                tag.append((char) sign);
            }
            if (tag.length() == 3 && tag.toString().equals("!--")) {
                skipTo("-->");
                return;
            }
        }
        act(tag.toString());
    }

    private void act(String tag) throws IOException {
        boolean end = tag.startsWith("/");
        String rest = end ? tag.substring(1) : tag;
        int space = 0;
        while (space < rest.length() && (Character.isLetterOrDigit(rest.charAt(space)) || rest.charAt(space) == ':')) {
            space++;
        }
        String name = rest.substring(0, space).toLowerCase(Locale.ROOT);
        switch (name) {
            case "script", "style", "title", "xml" -> {
                if (!end && !tag.endsWith("/")) {
                    skipTo("</" + name);
                    skipTo(">");
                }
            }
            case "table" -> {
                if (!end) {
                    openTable();
                } else if (!tables.isEmpty()) {
                    closeTable();
                }
            }
            case "tr" -> {
                if (!tables.isEmpty()) {
                    closeRow(tables.getFirst());
                }
                if (!end) {
                    if (tables.isEmpty()) {
                        openTable();
                    }
                    tables.getFirst().row = new ArrayList<>();
                }
            }
            case "td", "th" -> {
                if (!tables.isEmpty()) {
                    closeCell(tables.getFirst());
                    if (!end) {
                        openCell(tables.getFirst(), rest.substring(space));
                    }
                }
            }
            case "br" -> append("\n");
            case "p", "div", "li" -> {
                OpenTable table = tables.peek();
                if (table != null
                        && table.cell != null
                        && !table.cell.toString().isBlank()
                        && !end) {
                    append("\n");
                }
            }
            default -> {
                // Fonts, links, pictures.
            }
        }
    }

    private void openTable() throws IOException {
        if (tables.size() >= MOST_NESTED) {
            throw new IOException("more than " + MOST_NESTED + " tables inside each other");
        }
        tables.push(new OpenTable());
        // Tables are apart from each other by a blank line.
        line++;
    }

    private void closeTable() {
        OpenTable table = tables.getFirst();
        closeRow(table);
        tables.pop();
        line++;
    }

    private void openCell(OpenTable table, String attributes) {
        if (table.row == null) {
            table.row = new ArrayList<>();
        }
        table.across = 1;
        table.down = 1;
        table.exact = null;
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            String value = attribute.group(2) != null
                    ? attribute.group(2)
                    : attribute.group(3) != null ? attribute.group(3) : String.valueOf(attribute.group(4));
            switch (attribute.group(1).toLowerCase(Locale.ROOT)) {
                case "colspan" -> table.across = Math.clamp(Ooxml.number(value, 1), 1, MOST_ACROSS);
                case "rowspan" -> table.down = Math.clamp(Ooxml.number(value, 1), 1, MOST_DOWN);
                case "x:num" -> table.exact = value;
                default -> {
                    // Colours, widths.
                }
            }
        }
        while (table.taken.getOrDefault(table.column, 0) > 0) {
            table.column++;
        }
        table.cell = new StringBuilder();
    }

    private void closeCell(OpenTable table) {
        if (table.cell == null || table.row == null) {
            return;
        }
        String text = stripped(table.cell.toString());
        if (table.exact != null
                && NUMBER.matcher(text).matches()
                && NUMBER.matcher(table.exact).matches()) {
            // Excel writes the number beside its rounded form.
            text = SheetNumber.text(table.exact);
        }
        int column = table.column;
        if (column < MOST_COLUMNS) {
            while (table.row.size() <= column) {
                table.row.add(null);
            }
            table.row.set(column, text.isEmpty() ? null : text);
        }
        int right = Math.min(column + table.across, MOST_COLUMNS) - 1;
        if (merged != null && (table.across > 1 || table.down > 1)) {
            merged.add(line + 1, line + table.down, column, right);
        }
        for (int i = column; table.down > 1 && i <= right; i++) {
            table.taken.put(i, table.down);
        }
        table.column = column + table.across;
        table.cell = null;
    }

    private void closeRow(OpenTable table) {
        closeCell(table);
        if (table.row == null) {
            return;
        }
        line++;
        if (more) {
            more = taker.test(new ParsedLine(line, table.row));
        }
        table.taken.replaceAll((column, rows) -> rows - 1);
        table.taken.values().removeIf(rows -> rows <= 0);
        table.row = null;
        table.column = 0;
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char sign) {
        return sign == '\u00A0' || sign == '\u3000' || Character.isWhitespace(sign);
    }

    private void skipTo(String end) throws IOException {
        StringBuilder last = new StringBuilder();
        for (int sign = next(); sign >= 0; sign = next()) {
            last.append((char) sign);
            if (last.length() > end.length()) {
                last.deleteCharAt(0);
            }
            if (last.toString().equalsIgnoreCase(end)) {
                return;
            }
        }
    }
}
