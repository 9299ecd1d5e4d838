package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Collects the tables of a workbook, sheet by sheet.
final class WorkbookTables {
    /// Notes about a sheet that are available only after all its rows were read.
    interface LateNotes {
        List<Note> notes();
    }

    private final String schema;
    private final Path file;
    private final Reading wish;
    private final boolean several;
    private final List<FileTable> tables = new ArrayList<>();
    private int begun;

    WorkbookTables(String schema, Path file, Reading wish, boolean several) {
        this.schema = schema;
        this.file = file;
        this.wish = wish;
        this.several = several;
    }

    void add(String sheet, LineSource lines, List<Note> notes, LateNotes lateNotes)
            throws IOException, SourceUnreadable {
        begun++;
        List<TableRegion> found;
        List<Note> told = new ArrayList<>(notes);
        if (wish.parts().isEmpty()) {
            LayoutDetector layout = new LayoutDetector(true);
            lines.readWhile(line -> {
                layout.take(line);
                return true;
            });
            found = layout.tables(sheet, true);
            told.addAll(DelimitedFile.outside(layout));
        } else {
            // A part without a sheet means the first sheet.
            boolean first = begun == 1;
            List<Reading.Part> wanted = wish.parts().stream()
                    .filter(part -> part.sheet() == null ? first : sheet.equals(part.sheet()))
                    .toList();
            found = wanted.isEmpty() ? List.of() : FixedParts.of(wanted, lines, true, true);
        }
        told.addAll(lateNotes.notes());
        for (int i = 0; i < found.size(); i++) {
            String name = file.getFileName() + (several ? "#" + sheet : "") + (found.size() > 1 ? "#" + (i + 1) : "");
            tables.add(new FileTable(
                    FileFormat.table(
                            schema, name, Files.size(file), found.get(i).names()),
                    new Reading(
                            null, null, null, null, null, List.of(found.get(i).part())),
                    told,
                    null,
                    null,
                    found.get(i),
                    lines));
        }
    }

    List<FileTable> found() throws SourceUnreadable {
        if (tables.isEmpty()) {
            throw new SourceUnreadable(Reason.EMPTY, file.getFileName().toString(), null);
        }
        return tables;
    }
}
