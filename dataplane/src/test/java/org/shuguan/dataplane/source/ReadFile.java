package org.shuguan.dataplane.source;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a file as a census does, with all cells.
record ReadFile(List<OneTable> tables, List<OpenSource.Unread> unread) {
    record OneTable(
            String name,
            List<String> columns,
            List<List<String>> rows,
            Rejects rejects,
            Reading reading,
            List<Note> notes) {}

    static ReadFile of(Path file) throws Exception {
        return of(file, Reading.GUESS);
    }

    static ReadFile of(Path file, Reading reading) throws Exception {
        List<OneTable> tables = new ArrayList<>();
        try (OpenSource source = Sources.open(new Source.Files(file, reading, Map.of()))) {
            for (Table table : source.tables()) {
                try (Connection engine = Engine.open(1);
                        Relation relation = source.relation(table, 0)) {
                    List<List<String>> rows = Engine.rows(engine, "select * from " + relation.sql());
                    relation.checkComplete();
                    tables.add(new OneTable(
                            table.name(),
                            table.columns().stream().map(Table.Column::name).toList(),
                            rows,
                            relation.rejects(engine),
                            source.reading(table),
                            source.notes(table)));
                }
            }
            return new ReadFile(tables, source.unread());
        }
    }

    OneTable only() {
        if (tables.size() != 1) {
            throw new AssertionError(tables + " " + unread);
        }
        return tables.getFirst();
    }
}
