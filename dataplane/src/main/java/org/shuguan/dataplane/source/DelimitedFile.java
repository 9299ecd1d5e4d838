package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// CSV and similar text files. Plain files (UTF-8, one table from the first line to the last) are read by the
/// engine directly; others are parsed line by line and copied in plain form.
///
/// @param schema the folder, used as schema of the tables
/// @param wish settings that a person chose; whatever they leave open is guessed
record DelimitedFile(String schema, Reading wish) implements FileFormat {
    /// Files up to this size in bytes are examined completely, larger ones only at their beginning.
    private static final long WHOLE = 16 << 20;

    private static final int LOOK_LINES = 20_000;
    private static final int SNIFF = 1 << 18;
    private static final int LONGEST_AVERAGE = 1 << 15;
    /// A page under the name of a text file is refused; under that of a workbook it is read ([WebPageFile]).
    private static final Pattern WEB_PAGE =
            Pattern.compile("(?i)\\s*(?:<!doctype html|<html|<table|<head|<meta|<\\?xml)[\\s>]");

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            if (Files.size(file) == 0) {
                throw new SourceUnreadable(Reason.EMPTY, file.getFileName().toString(), null);
            }
            Encoding.Found encoding = wish.encoding() == null
                    ? Encoding.of(file)
                    : new Encoding.Found(Encoding.named(wish.encoding()).orElseThrow(), true);
            String head = head(file, encoding.encoding());
            if (WEB_PAGE.matcher(head).lookingAt()) {
                throw new SourceUnreadable(Reason.WEB_PAGE, file.getFileName().toString(), null);
            }
            CsvDialect dialect = dialect(head);
            return tables(file, workspace, encoding, dialect, head);
        } catch (IOException e) {
            throw FileFormat.broken(file, e);
        }
    }

    private List<FileTable> tables(Path file, Path workspace, Encoding.Found detected, CsvDialect dialect, String head)
            throws IOException, SourceUnreadable {
        Encoding encoding = detected.encoding();
        boolean whole = Files.size(file) <= WHOLE;
        LayoutDetector layout = new LayoutDetector(false);
        List<TableRegion> found = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        Widths widths = new Widths();
        LineSource lines = taker -> {
            try (Reader in = encoding.reader(file)) {
                DelimitedLines delimited = new DelimitedLines(in, dialect);
                delimited.readWhile(taker);
                widths.irregular |= delimited.isIrregular();
                widths.guarded |= delimited.isGuarded();
                widths.zeros |= delimited.hasZeros();
            }
        };
        if (wish.parts().isEmpty()) {
            lines.readWhile(line -> {
                layout.take(line);
                widths.take(line);
                return whole || widths.lines < LOOK_LINES;
            });
            found.addAll(layout.tables(null, whole));
            notes.addAll(outside(layout));
            if (found.size() > 1) {
                // A row that a line end within it broke in two looks like the header of another table.
                String headers = found.stream()
                        .skip(1)
                        .map(table -> Long.toString(table.part().from()))
                        .collect(Collectors.joining(", "));
                notes.add(new Note("several-tables", Map.of("lines", headers)));
            }
        } else {
            found.addAll(FixedParts.of(wish.parts(), lines, false, whole));
        }
        if (found.isEmpty()) {
            throw new SourceUnreadable(Reason.EMPTY, file.getFileName().toString(), null);
        }
        if (!detected.sure()) {
            notes.add(new Note("encoding-guess", Map.of("encoding", encoding.word())));
        }
        if (wish.delimiter() == null && Sniffer.isRare(dialect.delimiter())) {
            notes.add(new Note(
                    "delimiter-guess",
                    Map.of("delimiter", dialect.delimiter() == ' ' ? "␣" : "" + dialect.delimiter())));
        }
        if (widths.guarded) {
            notes.add(new Note("formula-guard", Map.of()));
        }
        if (widths.zeros) {
            notes.add(new Note("nul-characters", Map.of()));
        }
        if (dialect.blankAfter()) {
            notes.add(new Note("blank-after", Map.of()));
        }
        boolean plain = encoding == Encoding.UTF_8
                && found.size() == 1
                && dialect.isPlain()
                && isPlain(found.getFirst())
                && !widths.irregular
                && !Boolean.TRUE.equals(wish.fillShort())
                // The engine would need too much memory for wider tables and longer lines: they are copied in parts.
                && found.getFirst().width() <= Relation.MOST_COLUMNS
                && averageLine(head) <= LONGEST_AVERAGE
                && ((whole && wish.parts().isEmpty())
                        ? widths.isRegular(found.getFirst().width())
                        : RegularText.is(file, dialect, found.getFirst()));
        Reading reading = reading(encoding, dialect, found);
        List<FileTable> tables = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            String name = file.getFileName() + (found.size() > 1 ? "#" + (i + 1) : "");
            Table table = FileFormat.table(
                    schema, name, Files.size(file), found.get(i).names());
            Path safe = plain ? FileFormat.linked(file, workspace, ".csv") : null;
            tables.add(new FileTable(
                    table,
                    reading,
                    notes,
                    safe == null ? null : engine(safe, dialect, found.get(i)),
                    safe,
                    found.get(i),
                    lines));
        }
        return tables;
    }

    static List<Note> outside(LayoutDetector layout) {
        List<Note> notes = new ArrayList<>();
        List<String> lines = layout.outside();
        if (!lines.isEmpty()) {
            String first =
                    lines.stream().limit(10).collect(Collectors.joining(", ")) + (lines.size() > 10 ? ", …" : "");
            notes.add(new Note("outside", Map.of("lines", first)));
        }
        if (layout.limit() > 0) {
            notes.add(new Note("layout-limit", Map.of("line", Long.toString(layout.limit()))));
        }
        return notes;
    }

    private static boolean isPlain(TableRegion found) {
        Reading.Part part = found.part();
        return part.from() == 1
                && part.to() == null
                && part.headerRows() <= 1
                && found.guarded().isEmpty()
                && found.shown() <= found.width();
    }

    /// The numbers of cells of the lines, and whether only our own parser reads them right.
    private static final class Widths {
        private int least = Integer.MAX_VALUE;
        private int most;
        private long lines;
        private boolean irregular;
        private boolean guarded;
        private boolean zeros;
        private @Nullable ParsedLine first;

        void take(ParsedLine line) {
            lines++;
            int cells = line.cells().size();
            if (line.filled() == 0) {
                irregular |= cells > 1 || line.cell(0) != null;
                return;
            }
            irregular |= first != null && first.cells().equals(line.cells());
            first = first == null ? line : first;
            least = Math.min(least, cells);
            most = Math.max(most, cells);
        }

        boolean isRegular(int width) {
            return !irregular && least == width && most == width;
        }
    }

    private Reading reading(Encoding encoding, CsvDialect dialect, List<TableRegion> found) {
        return new Reading(
                encoding.word(),
                String.valueOf(dialect.delimiter()),
                dialect.quote() == CsvDialect.NONE ? "" : String.valueOf(dialect.quote()),
                dialect.escape() == CsvDialect.NONE ? "" : String.valueOf(dialect.escape()),
                Boolean.TRUE.equals(wish.fillShort()),
                found.stream().map(TableRegion::part).toList());
    }

    private static String engine(Path file, CsvDialect dialect, TableRegion found) {
        List<String> all = new ArrayList<>(found.names());
        while (all.size() < found.width()) {
            all.add("\u0001" + all.size());
        }
        String columns = all.stream()
                .map(column -> Quote.text(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String from = "read_csv(" + Quote.path(file) + ", auto_detect=false, header="
                + (found.part().headerRows() == 1) + ", " + dialect.options() + ", columns=" + columns
                + ", store_rejects=true, max_line_size=" + PhysicalLines.LONGEST + ")";
        if (found.shown() == found.width()) {
            return from;
        }
        String shown = found.names().stream().map(Quote::name).collect(Collectors.joining(", "));
        return "(select " + shown + " from " + from + ")";
    }

    private CsvDialect dialect(String head) {
        return Sniffer.dialect(head, character(wish.delimiter()), character(wish.quote()), character(wish.escape()));
    }

    private static @Nullable Character character(@Nullable String text) {
        return text == null
                ? null
                : text.isEmpty() ? Character.valueOf(CsvDialect.NONE) : Character.valueOf(text.charAt(0));
    }

    /// The beginning of the file, in complete lines.
    private static String head(Path file, Encoding encoding) throws IOException, SourceUnreadable {
        StringBuilder head = new StringBuilder();
        try (Reader in = encoding.reader(file)) {
            char[] buffer = new char[1 << 16];
            boolean ended = false;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                ended |= hasEnd(buffer, n);
                head.append(buffer, 0, n);
                if (ended ? head.length() >= SNIFF : head.length() > PhysicalLines.LONGEST) {
                    break;
                }
            }
            if (!ended && head.length() > PhysicalLines.LONGEST) {
                throw new SourceUnreadable(
                        Reason.LINE_TOO_LONG, file.getFileName().toString(), null);
            }
        }
        int end = Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r"));
        return head.length() < SNIFF || end < 0 ? head.toString() : head.substring(0, end + 1);
    }

    private static int averageLine(String head) {
        return head.length() / (1 + (int) head.chars().filter(c -> c == '\n').count());
    }

    private static boolean hasEnd(char[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return true;
            }
        }
        return false;
    }
}
