package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides whether the first lines of a table are a header, and derives the column names.
final class HeaderDetector {
    private static final Pattern VALUE = Pattern.compile(
            "[-+¥￥$]?[\\d.,０-９，]+[%％]?[万亿元]*|[-+]?[\\d.]+[eE][-+]?\\d+|\\d{4}[-/.年]\\d{1,2}.*|[1-9]\\d{16}[\\dXx]");
    private static final Pattern YEAR = Pattern.compile("(?:19|20|21)\\d{2}");
    private static final String OTHER_DELIMITERS = ",\t;|，；｜ ";
    private static final int BELOW = 20;
    /// Minimum number of numbers in a text that is compared by [#isBuiltAlike], and of lines: names may be 数量1, too.
    private static final int BUILT = 3;

    private static final int MOST_LEVELS = 3;

    private HeaderDetector() {}

    /// How certain it is that a line is a header.
    enum Sureness {
        NO,
        /// nothing contradicts it
        POSSIBLE,
        /// there are numbers or days below its words
        EVIDENT
    }

    /// Number of header lines: 0 to 3.
    ///
    /// @param head first lines of the table
    static int rows(List<ParsedLine> head, int first, int width) {
        if (head.isEmpty()) {
            return 0;
        }
        for (int levels = MOST_LEVELS; levels > 1; levels--) {
            if (areLevels(head, levels, first, width)) {
                return levels;
            }
        }
        return sureness(head, first, width) == Sureness.NO ? 0 : 1;
    }

    static Sureness sureness(List<ParsedLine> head, int first, int width) {
        ParsedLine line = head.getFirst();
        // Concatenated tables repeat their header.
        List<ParsedLine> below = head.subList(1, Math.min(head.size(), BELOW + 1)).stream()
                .filter(other -> !other.cells().equals(line.cells()))
                .toList();
        Set<String> seen = new HashSet<>();
        int named = 0;
        boolean twice = false;
        boolean evident = false;
        for (int i = first; i < width; i++) {
            String cell = line.cell(i);
            if (ParsedLine.isBlank(cell)) {
                continue;
            }
            String name = Objects.requireNonNull(cell).strip();
            named++;
            boolean year = YEAR.matcher(name).matches() && !allYears(below, i);
            if ((isValue(name) && !year) || recurs(name, below, i) || isBuiltAlike(name, below, i)) {
                return Sureness.NO;
            }
            twice |= !seen.add(name);
            evident |= mostlyValues(below, i);
        }
        int blank = width - first - named;
        if (named == 0 || (twice && !evident) || (blank > 0 && (!evident || blank > named))) {
            return Sureness.NO;
        }
        return evident ? Sureness.EVIDENT : Sureness.POSSIBLE;
    }

    /// Whether there are this many header lines, groups above names: the upper lines leave cells blank or repeat a
    /// word, the lower ones fill them.
    private static boolean areLevels(List<ParsedLine> head, int levels, int first, int width) {
        if (head.size() <= levels || ParsedLine.isBlank(head.getFirst().cell(first))) {
            return false;
        }
        List<ParsedLine> header = head.subList(0, levels);
        List<ParsedLine> below = head.subList(levels, Math.min(head.size(), BELOW + levels));
        ParsedLine names = header.getLast();
        boolean spans = false;
        boolean evident = false;
        for (int i = first; i < width; i++) {
            int column = i;
            if (header.stream().allMatch(line -> ParsedLine.isBlank(line.cell(column)))
                    || header.stream().anyMatch(line -> isValueOrYear(line.cell(column)))) {
                return false;
            }
            String down = names.cell(i);
            spans |= ParsedLine.isBlank(down);
            if (!ParsedLine.isBlank(down)) {
                evident |= mostlyValues(below, i);
                if (recurs(Objects.requireNonNull(down).strip(), below, i)) {
                    return false;
                }
            }
        }
        return (spans || evident)
                && names.filled() > 0
                && header.stream().limit(levels - 1L).allMatch(line -> isGrouped(line, first, width))
                && (levels == 2 || !beginsAgain(header, first));
    }

    private static boolean isGrouped(ParsedLine line, int first, int width) {
        Set<String> seen = new HashSet<>();
        for (int i = first; i < width; i++) {
            String cell = line.cell(i);
            if (ParsedLine.isBlank(cell)
                    || !seen.add(Objects.requireNonNull(cell).strip())) {
                return true;
            }
        }
        return false;
    }

    /// Whether the first column has a text again below a blank cell: nothing left of it could span over it, so it
    /// is a row.
    private static boolean beginsAgain(List<ParsedLine> header, int first) {
        boolean blank = false;
        for (ParsedLine line : header) {
            if (blank && !ParsedLine.isBlank(line.cell(first))) {
                return true;
            }
            blank |= ParsedLine.isBlank(line.cell(first));
        }
        return false;
    }

    /// Whether the line names the columns of the rows below it, though it has a cell more or fewer than they have,
    /// or a damaged quote.
    ///
    /// @param rows the first rows
    /// @param width their number of cells
    static boolean namesColumns(ParsedLine line, List<ParsedLine> rows, int width) {
        ParsedLine fitted = fitted(line, width);
        int size = fitted.cells().size();
        boolean near = Math.abs(size - width) <= 1 || fitted.extent() == width;
        if (!near || line.filled() < 2 || rows.isEmpty() || sureness(rows, 0, width) == Sureness.EVIDENT) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            String name = stripped(fitted.cell(i));
            if (name != null && ((isValue(name) && !YEAR.matcher(name).matches()) || recurs(name, rows, i))) {
                return false;
            }
        }
        for (int i = 0; i < width; i++) {
            if (mostlyValues(rows, i)) {
                return true;
            }
        }
        return line.fault() != null && size == width;
    }

    /// A line of names without the cells that it has too many, if these are blank.
    static ParsedLine fitted(ParsedLine line, int width) {
        int size = Math.max(line.extent(), Math.min(width, line.cells().size()));
        List<@Nullable String> cells = new ArrayList<>(line.cells().subList(0, size));
        int excess = size - width;
        long blank = cells.stream().filter(ParsedLine::isBlank).count();
        for (int i = 0; i < cells.size() && excess > 0 && blank >= size - width; ) {
            if (ParsedLine.isBlank(cells.get(i))) {
                cells.remove(i);
                excess--;
            } else {
                i++;
            }
        }
        return new ParsedLine(line.number(), cells, line.fault(), line.text());
    }

    /// A line of names in one cell because it has another delimiter than the rows; null if it is none.
    static @Nullable ParsedLine separated(ParsedLine line, List<ParsedLine> rows, int width) {
        String text = String.valueOf(line.cell(line.first())).strip();
        for (int i = 0;
                i < OTHER_DELIMITERS.length() && width > 2 && line.cells().size() == 1;
                i++) {
            List<@Nullable String> cells = new ArrayList<>();
            for (String piece : text.split(Pattern.quote(OTHER_DELIMITERS.substring(i, i + 1)), -1)) {
                cells.add(piece.replace("\"", "").strip());
            }
            ParsedLine names = new ParsedLine(line.number(), cells);
            if (names.filled() == width && cells.size() == width && namesColumns(names, rows, width)) {
                return names;
            }
        }
        return null;
    }

    /// Names that more than one column has.
    static List<String> twice(List<ParsedLine> header, int first, int width) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (int i = first; i < width; i++) {
            String name = name(header, first, i);
            if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
                twice.add(name);
            }
        }
        return List.copyOf(twice);
    }

    /// Whether the lines hold names only: no numbers and days, except years.
    static boolean areNames(List<ParsedLine> lines, int first, int width) {
        for (ParsedLine line : lines) {
            for (int i = first; i < width; i++) {
                String cell = stripped(line.cell(i));
                if (cell != null && isValue(cell) && !YEAR.matcher(cell).matches()) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Unique column names; `上级/下级` if two lines name them.
    static List<String> names(List<ParsedLine> header, int first, int width) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = first; i < width; i++) {
            String name = name(header, first, i);
            String usual = name.isEmpty() ? "column" + (i - first + 1) : name;
            String unique = usual;
            // The engine does not distinguish ID from id.
            for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
                unique = usual + "_" + n;
            }
            names.add(unique);
        }
        return names;
    }

    private static String name(List<ParsedLine> header, int first, int column) {
        StringBuilder name = new StringBuilder();
        String last = "";
        for (int level = 0; level < header.size(); level++) {
            String cell = clean(header.get(level).cell(column));
            if (cell.isEmpty() && level + 1 < header.size() && isFilledBelow(header, level, column)) {
                cell = group(header, level, first, column);
            }
            if (!cell.isEmpty() && !cell.equals(last)) {
                name.append(name.isEmpty() ? "" : "/").append(cell);
                last = cell;
            }
        }
        return name.toString();
    }

    private static boolean isFilledBelow(List<ParsedLine> header, int level, int column) {
        return header.stream().skip(level + 1).anyMatch(line -> !ParsedLine.isBlank(line.cell(column)));
    }

    /// The text of a horizontally merged cell, which is stored in its first column; a cell that is merged
    /// downwards is not a group.
    private static String group(List<ParsedLine> header, int level, int first, int column) {
        for (int i = column - 1; i >= first; i--) {
            String cell = clean(header.get(level).cell(i));
            if (!cell.isEmpty()) {
                return isFilledBelow(header, level, i) ? cell : "";
            }
        }
        return "";
    }

    private static String clean(@Nullable String cell) {
        return ParsedLine.isBlank(cell)
                ? ""
                : Objects.requireNonNull(cell)
                        .strip()
                        .replaceAll("\\s*[\\r\\n]+\\s*", "")
                        .replace('\0', ' ');
    }

    private static boolean recurs(String name, List<ParsedLine> below, int column) {
        return below.stream().anyMatch(line -> name.equals(stripped(line.cell(column))));
    }

    /// Whether the text is built like all texts below it, with digits at the same places: 建设三路80号6栋224房 above
    /// 宝月路12号3栋101房 is an address and not the name of the column.
    private static boolean isBuiltAlike(String name, List<ParsedLine> below, int column) {
        String built = built(name);
        if (built.chars().filter(sign -> sign == '9').count() < BUILT) {
            return false;
        }
        List<String> others = below.stream()
                .map(line -> stripped(line.cell(column)))
                .filter(Objects::nonNull)
                .map(HeaderDetector::built)
                .toList();
        return others.size() >= BUILT && others.stream().allMatch(built::equals);
    }

    /// The text with each run of digits as 9, each run of letters as x.
    private static String built(String text) {
        return text.replaceAll("\\p{Nd}+", "9").replaceAll("\\p{L}+", "x");
    }

    private static boolean mostlyValues(List<ParsedLine> below, int column) {
        long values =
                below.stream().filter(line -> isValueOrYear(line.cell(column))).count();
        long filled = below.stream()
                .filter(line -> !ParsedLine.isBlank(line.cell(column)))
                .count();
        return filled > 0 && values * 2 > filled;
    }

    private static boolean allYears(List<ParsedLine> below, int column) {
        return below.stream().allMatch(line -> {
            String cell = stripped(line.cell(column));
            return cell == null || YEAR.matcher(cell).matches();
        });
    }

    private static boolean isValueOrYear(@Nullable String cell) {
        String plain = stripped(cell);
        return plain != null && isValue(plain);
    }

    private static boolean isValue(String plain) {
        return plain.length() < 60 && VALUE.matcher(plain).matches();
    }

    private static @Nullable String stripped(@Nullable String cell) {
        return ParsedLine.isBlank(cell) ? null : Objects.requireNonNull(cell).strip();
    }
}
