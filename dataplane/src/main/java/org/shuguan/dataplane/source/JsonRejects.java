package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Finds lines of a JSON Lines file that are not JSON. The engine skips them; it is asked for their number, and
/// only if there are any the file is read again to name them.
final class JsonRejects {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonRejects() {}

    /// @param reader registers the counting query, which reads the whole file, so that it can be cancelled
    static Rejects of(Connection engine, Path file, RunningStatement reader) throws SQLException {
        Rejects rejects = new Rejects();
        long count;
        try (Statement statement = engine.createStatement()) {
            reader.set(statement);
            try (ResultSet row = statement.executeQuery("select count(*) filter (json is null) from read_json_objects("
                    + Quote.path(file) + ", format='newline_delimited', ignore_errors=true)")) {
                row.next();
                count = row.getLong(1);
            }
        }
        if (count == 0) {
            return rejects;
        }
        try (java.io.Reader in = Encoding.UTF_8.reader(file)) {
            PhysicalLines lines = new PhysicalLines(in);
            for (PhysicalLines.PhysicalLine line = lines.next();
                    line != null && rejects.count() < Math.min(count, Rejects.KEPT);
                    line = lines.next()) {
                if (!line.text().isBlank() && !isJson(line)) {
                    rejects.add(lines.number(), Rejects.Reason.NO_JSON, line.text());
                }
            }
        } catch (IOException e) {
            throw new SQLException(e);
        }
        rejects.addCount(Math.max(0, count - rejects.count()));
        return rejects;
    }

    private static boolean isJson(PhysicalLines.PhysicalLine line) {
        try {
            JSON.readTree(line.text());
            return !line.tooLong();
        } catch (JacksonException e) {
            return false;
        }
    }
}
