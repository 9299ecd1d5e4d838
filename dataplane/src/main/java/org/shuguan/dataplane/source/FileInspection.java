package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The beginning of a file as it is read with given settings, before any census. Contains real values; [Preview]
/// masks them.
///
/// @param reading all settings, including those that were guessed
/// @param selfDescribed whether the format determines how it is read, so that nothing can be corrected
public record FileInspection(Reading reading, boolean selfDescribed, List<InspectedTable> tables) {
    /// maximum number of rows of a table that are examined; lines after them are not counted
    public static final int MOST_ROWS = 20_000;

    private static final int SAMPLE = 2_000;
    private static final int SHOWN = 12;
    private static final int BEFORE = 6;

    /// The role of a line.
    public enum LineRole {
        OUTSIDE,
        HEADER,
        ROW,
        REJECT
    }

    /// A line that is shown.
    ///
    /// @param line line number, from 1
    /// @param cells for a row the cells of the table's columns
    public record InspectedLine(long line, LineRole as, List<@Nullable String> cells) {}

    /// A table as it is read with these settings.
    ///
    /// @param whole whether all lines were examined
    public record InspectedTable(
            Table table,
            Reading.Part part,
            List<Note> notes,
            List<InspectedLine> lines,
            List<List<@Nullable String>> sample,
            long rows,
            Rejects rejects,
            boolean whole) {}

    /// Reads the beginning of a file.
    ///
    /// @param wish settings that a person chose; whatever they leave open is guessed
    /// @throws SourceUnreadable with the reason if the file cannot be read
    public static FileInspection of(Path file, Reading wish) throws SourceUnreadable {
        Path workspace = null;
        try {
            if (!Files.isReadable(file)) {
                throw new SourceUnreadable(
                        SourceUnreadable.Reason.FILE_MISSING, file.getFileName().toString(), null);
            }
            workspace = Scratch.folder("look");
            List<FileTable> tables = FileSource.formatOf(file, "", wish).tables(file, workspace);
            if (tables.getFirst().reading() == null) {
                return new FileInspection(Reading.GUESS, true, List.of());
            }
            List<InspectedTable> inspected = new ArrayList<>();
            for (FileTable table : tables) {
                inspected.add(inspect(table));
            }
            return new FileInspection(reading(tables), false, inspected);
        } catch (IOException | UncheckedIOException e) {
            throw FileFormat.broken(file, e);
        } finally {
            Scratch.remove(workspace);
        }
    }

    /// The settings of the whole file; the tables of a workbook have one part each.
    private static Reading reading(List<FileTable> tables) {
        Reading one = tables.getFirst().reading();
        if (one == null || one.encoding() != null) {
            return one == null ? Reading.GUESS : one;
        }
        List<Reading.Part> parts = new ArrayList<>();
        for (FileTable table : tables) {
            if (table.found() != null) {
                parts.add(table.found().part());
            }
        }
        return Reading.GUESS.withParts(parts);
    }

    private static InspectedTable inspect(FileTable table) throws IOException, SourceUnreadable {
        TableRegion found = Objects.requireNonNull(table.found());
        Rejects rejects = new Rejects();
        List<List<@Nullable String>> sample = new ArrayList<>();
        List<InspectedLine> rows = new ArrayList<>();
        long[] count = new long[1];
        table.rows(rejects, (line, cells) -> {
            count[0]++;
            if (sample.size() < SAMPLE) {
                sample.add(new ArrayList<>(cells));
            }
            if (rows.size() < SHOWN) {
                rows.add(new InspectedLine(line, LineRole.ROW, new ArrayList<>(cells)));
            }
            return count[0] < MOST_ROWS;
        });
        List<InspectedLine> shown = new ArrayList<>(around(table, found, rows));
        shown.addAll(rows);
        long last = rows.isEmpty() ? Long.MAX_VALUE : rows.getLast().line();
        rejects.first().stream()
                .filter(reject -> reject.line() < last || rows.size() < SHOWN)
                .limit(SHOWN)
                .forEach(
                        reject -> shown.add(new InspectedLine(reject.line(), LineRole.REJECT, List.of(reject.text()))));
        shown.sort(Comparator.comparingLong(InspectedLine::line));
        return new InspectedTable(
                table.table(), found.part(), table.notes(), shown, sample, count[0], rejects, count[0] < MOST_ROWS);
    }

    /// The header lines, and up to six lines above the table.
    private static List<InspectedLine> around(FileTable table, TableRegion found, List<InspectedLine> rows)
            throws IOException, SourceUnreadable {
        List<InspectedLine> around = new ArrayList<>();
        long from = found.part().from();
        long until = rows.isEmpty()
                ? from + found.part().headerRows()
                : rows.getFirst().line();
        int[] named = new int[1];
        Objects.requireNonNull(table.lines()).readWhile(line -> {
            boolean above = line.number() < from;
            if (line.number() >= until || (!above && named[0] >= found.part().headerRows())) {
                return false;
            }
            if (line.number() >= from - BEFORE && line.fault() == null && line.filled() > 0) {
                named[0] += above ? 0 : 1;
                around.add(new InspectedLine(line.number(), above ? LineRole.OUTSIDE : LineRole.HEADER, line.cells()));
            }
            return true;
        });
        return around;
    }
}
