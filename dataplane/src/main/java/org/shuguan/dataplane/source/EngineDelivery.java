package org.shuguan.dataplane.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads a relation through the engine, for files that the engine reads itself or of which it takes a sample. Values
/// of formats that declare types are sent as text.
final class EngineDelivery {
    private EngineDelivery() {}

    static RowTotals deliver(Relation relation, Table table, boolean whole, PartSink sink) throws SourceUnreadable {
        // Text is read line by line, without the engine, if nothing has to be chosen from it.
        if (relation.other() instanceof Spool lines) {
            try (lines) {
                return lines.deliver(sink);
            }
        }
        relation.prepare();
        int columns = table.columns().size();
        String names = IntStream.range(0, columns)
                .mapToObj(
                        i -> "cast(" + relation.column(i, table.columns().get(i).name()) + " as varchar)")
                .collect(Collectors.joining(", "));
        String number = whole ? ", " + relation.rowNumber() : "";
        try (Connection engine = Engine.open(1);
                Statement statement = engine.createStatement();
                RowWriter out = new RowWriter(sink, whole ? 1 : RowWriter.groups(columns), whole)) {
            relation.registerReader(statement);
            try (ResultSet rows = statement.executeQuery("select " + names + number + " from " + relation.sql())) {
                while (rows.next()) {
                    if (whole) {
                        out.place(rows.getLong(columns + 1));
                    }
                    for (int c = 1; c <= columns; c++) {
                        out.cell(rows.getString(c));
                    }
                    out.endRow();
                }
            }
            relation.checkComplete();
            return out.totals(relation.rejects(engine));
        } catch (SQLException e) {
            throw relation.failed(e);
        } catch (IOException e) {
            throw new SourceUnreadable(SourceUnreadable.Reason.OTHER, String.valueOf(e.getMessage()), e);
        }
    }
}
