package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.HashSet;
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
    private static final int BELOW = 20;

    private HeaderDetector() {}

    /// How certain it is that a line is a header.
    enum Sureness {
        NO,
        /// nothing contradicts it
        POSSIBLE,
        /// there are numbers or days below its words
        EVIDENT
    }

    /// Number of header lines: 0, 1 or 2.
    ///
    /// @param head first lines of the table
    static int rows(List<ParsedLine> head, int first, int width) {
        if (head.isEmpty()) {
            return 0;
        }
        if (two(head, first, width)) {
            return 2;
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
        boolean evident = false;
        for (int i = first; i < width; i++) {
            String cell = line.cell(i);
            if (ParsedLine.isBlank(cell)) {
                continue;
            }
            String name = Objects.requireNonNull(cell).strip();
            named++;
            boolean year = YEAR.matcher(name).matches() && !allYears(below, i);
            if ((isValue(name) && !year) || !seen.add(name) || recurs(name, below, i)) {
                return Sureness.NO;
            }
            evident |= mostlyValues(below, i);
        }
        int blank = width - first - named;
        if (named == 0 || (blank > 0 && (!evident || blank > named))) {
            return Sureness.NO;
        }
        return evident ? Sureness.EVIDENT : Sureness.POSSIBLE;
    }

    /// Whether there are two header lines, groups above names: the upper line leaves cells blank or repeats a
    /// word, the lower line fills them.
    private static boolean two(List<ParsedLine> head, int first, int width) {
        if (head.size() < 3) {
            return false;
        }
        ParsedLine above = head.get(0);
        ParsedLine names = head.get(1);
        List<ParsedLine> below = head.subList(2, Math.min(head.size(), BELOW + 2));
        boolean grouped = false;
        boolean spans = false;
        boolean evident = false;
        Set<String> seen = new HashSet<>();
        for (int i = first; i < width; i++) {
            String up = above.cell(i);
            String down = names.cell(i);
            if ((ParsedLine.isBlank(up) && ParsedLine.isBlank(down)) || isValueOrYear(up) || isValueOrYear(down)) {
                return false;
            }
            grouped |= ParsedLine.isBlank(up)
                    || !seen.add(Objects.requireNonNull(up).strip());
            spans |= ParsedLine.isBlank(down);
            if (!ParsedLine.isBlank(down)) {
                evident |= mostlyValues(below, i);
                if (recurs(Objects.requireNonNull(down).strip(), below, i)) {
                    return false;
                }
            }
        }
        return grouped && !ParsedLine.isBlank(above.cell(first)) && (spans || evident);
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
