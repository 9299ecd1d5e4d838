package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Detects delimiter, quote and escape of a text file. All combinations are tried on the first lines; the best one
/// has consistent numbers of cells per line and cells of known forms (van den Burg, Nazábal, Sutton: *Wrangling
/// messy CSV files by detecting row and type patterns*, 2019).
final class Sniffer {
    private static final int LINES = 300;
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};
    /// Characters that stand within texts more often than between cells, and delimiters of rare programs: one of them
    /// is the delimiter only if nearly all lines have the same number of cells, the first one too.
    private static final char[] RARE = {' ', '，', '；', '｜', '、', '^', '~', '¦', '\u0001', ':'};

    private static final double NEARLY_ALL = 0.9;
    private static final char[] QUOTES = {'"', '\''};
    /// numbers (also with decimal commas and thousands separators), dates and times, plain words, mail and web
    /// addresses
    private static final Pattern KNOWN = Pattern.compile(
            "[-+¥￥$€]?\\d{1,3}(?:[,.]\\d{3})*(?:[,.]\\d+)?[%％万亿元]*|[-+]?\\d+(?:[.,]\\d+)?(?:[eE][-+]?\\d+)?"
                    + "|\\d{1,4}[-/.年]\\d{1,2}[-/.月]\\d{1,4}日?(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?"
                    + "|[\\p{L}\\p{M}\\p{N}_ .:：()（）、。，\\-/#+*@&%]+");

    private Sniffer() {}

    /// Whether the delimiter is one that stands within texts more often.
    static boolean isRare(char delimiter) {
        return String.valueOf(RARE).indexOf(delimiter) >= 0;
    }

    /// @param head beginning of the file, in complete lines
    static CsvDialect dialect(String head) {
        return dialect(head, null, null, null);
    }

    /// @param delimiter fixed delimiter, or null to detect it; likewise `quote` ([CsvDialect#NONE] for none) and
    ///     `escape`
    static CsvDialect dialect(
            String head, @Nullable Character delimiter, @Nullable Character quote, @Nullable Character escape) {
        CsvDialect best = null;
        double most = 0;
        for (CsvDialect candidate : candidates(head, delimiter, quote, escape)) {
            double score = score(head, candidate);
            if (score > most * (1 + 1e-9)) {
                most = score;
                best = candidate;
            }
        }
        for (CsvDialect candidate : rare(head, delimiter, quote, escape)) {
            double score = strictScore(head, candidate);
            if (score > most * (1 + 1e-9)) {
                most = score;
                best = candidate;
            }
        }
        if (best != null) {
            return isBlankAfter(head, best)
                    ? new CsvDialect(best.delimiter(), best.quote(), best.escape(), true)
                    : best;
        }
        CsvDialect single = single(head);
        return new CsvDialect(
                delimiter == null ? single.delimiter() : delimiter,
                quote == null ? single.quote() : quote,
                escape == null ? single.escape() : escape);
    }

    private static List<CsvDialect> candidates(
            String head, @Nullable Character delimiter, @Nullable Character quote, @Nullable Character escape) {
        List<CsvDialect> all = new ArrayList<>();
        for (char one : delimiter == null ? DELIMITERS : new char[] {delimiter}) {
            if (head.indexOf(one) < 0) {
                continue;
            }
            for (char character : quote == null ? QUOTES : new char[] {quote}) {
                if (character == '\'' && quote == null && head.indexOf(character) < 0) {
                    continue;
                }
                all.add(new CsvDialect(one, character, escape == null ? character : escape));
                if (escape == null && head.indexOf("\\" + character) >= 0) {
                    all.add(new CsvDialect(one, character, '\\'));
                }
            }
            if (quote == null && head.indexOf('"') >= 0 && !holdsTogether(head, one)) {
                all.add(new CsvDialect(one, CsvDialect.NONE, CsvDialect.NONE));
            }
        }
        return all;
    }

    private static List<CsvDialect> rare(
            String head, @Nullable Character delimiter, @Nullable Character quote, @Nullable Character escape) {
        List<CsvDialect> all = new ArrayList<>();
        for (char one : delimiter == null ? RARE : new char[0]) {
            if (head.indexOf(one) >= 0) {
                char around = quote == null ? '"' : quote;
                all.add(new CsvDialect(one, around, escape == null ? around : escape));
            }
        }
        return all;
    }

    /// The score if nearly all lines have the same number of cells, else 0. Few cells prove little: dates and names
    /// have blanks and colons too.
    private static double strictScore(String head, CsvDialect dialect) {
        Map<Integer, Integer> widths = new HashMap<>();
        DelimitedLines lines = new DelimitedLines(new StringReader(head), dialect);
        int count = 0;
        int first = 0;
        try {
            for (ParsedLine line = lines.next(); line != null && count < LINES; line = lines.next()) {
                if (line.fault() == null && line.filled() == 0) {
                    continue;
                }
                int cells = line.fault() == null ? line.cells().size() : 0;
                first = count++ == 0 ? cells : first;
                widths.merge(cells, 1, Integer::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean common = dialect.delimiter() == ' ' || dialect.delimiter() == ':';
        boolean strict = first >= (common ? 4 : 2) && count > 1 && widths.getOrDefault(first, 0) >= count * NEARLY_ALL;
        return strict ? score(head, dialect) * (common ? 0.5 : 0.9) : 0;
    }

    /// Whether a blank follows every delimiter outside of quotes, so that it belongs to the delimiter.
    private static boolean isBlankAfter(String head, CsvDialect dialect) {
        char delimiter = dialect.delimiter();
        if (delimiter == ' ' || delimiter == '\t' || head.indexOf(delimiter + " ") < 0) {
            return false;
        }
        boolean quoted = false;
        for (int i = 0; i + 1 < head.length(); i++) {
            char next = head.charAt(i + 1);
            if (head.charAt(i) == dialect.quote()) {
                quoted = !quoted;
            } else if (head.charAt(i) == delimiter && !quoted && next != ' ' && next != delimiter && !isEnd(next)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEnd(char character) {
        return character == '\n' || character == '\r';
    }

    /// Whether quotes enclose cells more often than they break lines.
    private static boolean holdsTogether(String head, char delimiter) {
        Matcher held = Pattern.compile("(?:^|[\\r\\n" + Pattern.quote(String.valueOf(delimiter))
                        + "])\"(?:[^\"]|\"\"){0,500}+\"(?=[\\r\\n" + Pattern.quote(String.valueOf(delimiter)) + "]|$)")
                .matcher(head);
        int count = 0;
        while (count < LINES && held.find()) {
            count++;
        }
        DelimitedLines lines = new DelimitedLines(new StringReader(head), new CsvDialect(delimiter, '"', '"'));
        int broken = 0;
        try {
            int seen = 0;
            for (ParsedLine line = lines.next(); line != null && seen < LINES; line = lines.next()) {
                broken += line.fault() == null ? 0 : 1;
                seen++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count >= broken && count > 0;
    }

    /// The format of a file with one column: the delimiter is a character that does not occur.
    private static CsvDialect single(String head) {
        return head.indexOf(',') < 0 ? CsvDialect.USUAL : new CsvDialect(CsvDialect.SINGLE_COLUMN, '"', '"');
    }

    private static double score(String head, CsvDialect dialect) {
        Map<Integer, Integer> widths = new HashMap<>();
        DelimitedLines lines = new DelimitedLines(new StringReader(head), dialect);
        long cells = 0;
        long known = 0;
        int count = 0;
        try {
            for (ParsedLine line = lines.next(); line != null && count < LINES; line = lines.next()) {
                if (line.fault() == null && line.filled() == 0) {
                    continue;
                }
                count++;
                widths.merge(line.fault() == null ? line.cells().size() : 0, 1, Integer::sum);
                cells += line.cells().size();
                known += line.cells().stream().filter(Sniffer::isKnown).count();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count == 0 || cells == 0 || singleColumn(widths, count)) {
            return 0;
        }
        double pattern = widths.entrySet().stream()
                        .filter(width -> width.getKey() > 1)
                        .mapToDouble(width -> width.getValue() * (width.getKey() - 1.0) / width.getKey())
                        .sum()
                / widths.size();
        return pattern * Math.max(1e-3, (double) known / cells);
    }

    /// Whether most lines have one cell and the others do not agree on a width.
    private static boolean singleColumn(Map<Integer, Integer> widths, int count) {
        int alone = widths.getOrDefault(1, 0);
        int most = widths.entrySet().stream()
                .filter(width -> width.getKey() > 1)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        return most == 0 || (alone * 2 > count && most < 3);
    }

    private static boolean isKnown(@Nullable String cell) {
        return cell == null
                || (cell.length() < 200 && KNOWN.matcher(cell.strip()).matches())
                || ParsedLine.isBlank(cell);
    }
}
