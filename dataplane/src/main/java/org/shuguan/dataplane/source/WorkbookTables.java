package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Collects the tables of a workbook, sheet by sheet.
final class WorkbookTables {
    /// Notes about a sheet that are available only after all its rows were read.
    interface LateNotes {
        List<Note> notes();
    }

    private static final int MOST_TOLD = 20;

    private final String schema;
    private final Path file;
    private final Reading wish;
    private final boolean several;
    private final List<FileTable> tables = new ArrayList<>();
    private final List<String> withoutTable = new ArrayList<>();
    private int begun;

    WorkbookTables(String schema, Path file, Reading wish, boolean several) {
        this.schema = schema;
        this.file = file;
        this.wish = wish;
        this.several = several;
    }

    /// @param merged the sheet's merged cells
    /// @param notes notes that are known already
    void add(String sheet, LineSource lines, MergedCells merged, List<Note> notes, LateNotes lateNotes)
            throws IOException, SourceUnreadable {
        begun++;
        List<TableRegion> found;
        List<Note> told = new ArrayList<>(notes);
        if (wish.parts().isEmpty()) {
            LayoutDetector layout = new LayoutDetector(merged);
            Predicate<MergedCells.Line> taker = merged.down(line -> {
                layout.take(line.own(), line.meant());
                return true;
            });
            lines.readWhile(line -> taker.test(new MergedCells.Line(line, line)));
            SheetForm form = layout.form();
            if (form != null) {
                told.addAll(lateNotes.notes());
                add(sheet, form, told);
                return;
            }
            found = layout.tables(sheet, true);
            told.addAll(DelimitedFile.outside(layout));
            if (!layout.totals().isEmpty()) {
                told.add(new Note("totals", Map.of("lines", String.join(", ", layout.totals()))));
            }
            if (found.isEmpty() && !layout.isEmpty()) {
                withoutTable.add(sheet);
            }
        } else {
            // A part without a sheet means the first sheet.
            boolean first = begun == 1;
            List<Reading.Part> wanted = wish.parts().stream()
                    .filter(part -> part.sheet() == null ? first : sheet.equals(part.sheet()))
                    .toList();
            found = wanted.isEmpty() ? List.of() : FixedParts.of(wanted, lines, merged, true, true);
        }
        told.addAll(lateNotes.notes());
        for (int i = 0; i < found.size(); i++) {
            String name = file.getFileName() + (several ? "#" + sheet : "") + (found.size() > 1 ? "#" + (i + 1) : "");
            TableRegion region = found.get(i);
            long data = region.part().from() + region.part().headerRows();
            List<Note> own = new ArrayList<>(told);
            long ranges = merged.within(data, region.part().to(), region);
            if (ranges > 0) {
                own.add(new Note("merged-cells", Map.of("ranges", Long.toString(ranges))));
            }
            tables.add(new FileTable(
                    FileFormat.table(schema, name, Files.size(file), region.names()),
                    Reading.GUESS.withParts(List.of(region.part())),
                    own,
                    null,
                    null,
                    region,
                    merged.over(lines, data, region)));
        }
    }

    /// Names a sheet that holds no cells: a chart, a macro sheet.
    void addWithoutTable(String sheet) {
        withoutTable.add(sheet);
    }

    private void add(String sheet, SheetForm form, List<Note> told) throws IOException {
        String name = file.getFileName() + (several ? "#" + sheet : "");
        int width = form.labels().size();
        Reading.Part part = new Reading.Part(sheet, form.from(), form.to(), 1);
        List<String> names =
                HeaderDetector.names(List.of(new ParsedLine(form.from(), new ArrayList<>(form.labels()))), 0, width);
        told.add(new Note("form", Map.of("fields", Integer.toString(width))));
        if (!form.unlabelled().isEmpty()) {
            told.add(new Note(
                    "outside",
                    Map.of(
                            "lines",
                            form.unlabelled().stream()
                                    .limit(MOST_TOLD)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")))));
        }
        tables.add(new FileTable(
                FileFormat.table(schema, name, Files.size(file), names),
                Reading.GUESS.withParts(List.of(part)),
                told,
                null,
                null,
                TableRegion.ofForm(part, width, names),
                form.lines()));
    }

    List<FileTable> found() throws SourceUnreadable {
        if (tables.isEmpty()) {
            throw new SourceUnreadable(Reason.EMPTY, file.getFileName().toString(), null);
        }
        if (withoutTable.isEmpty()) {
            return tables;
        }
        String sheets = withoutTable.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
        FileTable first = tables.getFirst();
        List<Note> notes = new ArrayList<>(first.notes());
        notes.add(new Note("sheets-without-table", Map.of("sheets", sheets)));
        tables.set(0, first.with(notes));
        return tables;
    }
}
