package org.shuguan.dataplane.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the lines that the engine's CSV reader rejected.
final class EngineRejects {
    private static final int BUFFER = 1 << 20;

    private record RejectedRow(long position, Rejects.Reason reason, String text) {}

    private EngineRejects() {}

    static Rejects of(Connection engine, Path file) throws SQLException {
        Rejects rejects = new Rejects();
        if (number(engine, "select count(*) from duckdb_tables() where table_name = 'reject_errors'") == 0) {
            return rejects;
        }
        long count = number(engine, "select count(distinct line) from reject_errors");
        List<RejectedRow> first = first(engine);
        List<Long> lines = lines(file, first);
        for (int i = 0; i < first.size(); i++) {
            rejects.add(lines.get(i), first.get(i).reason(), first.get(i).text());
        }
        rejects.addCount(count - first.size());
        return rejects;
    }

    private static List<RejectedRow> first(Connection engine) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery("select min(line_byte_position) as position,"
                        + " min(error_type) as error, any_value(csv_line) as text from reject_errors group by line"
                        + " order by position limit " + Rejects.KEPT)) {
            List<RejectedRow> first = new ArrayList<>();
            while (rows.next()) {
                first.add(new RejectedRow(
                        rows.getLong("position"),
                        reason(String.valueOf(rows.getString("error"))),
                        String.valueOf(rows.getString("text"))));
            }
            return first;
        }
    }

    private static Rejects.Reason reason(String error) {
        return switch (error) {
            case "MISSING COLUMNS" -> Rejects.Reason.TOO_FEW;
            case "TOO MANY COLUMNS" -> Rejects.Reason.TOO_MANY;
            case "UNQUOTED VALUE" -> Rejects.Reason.QUOTE;
            case "LINE SIZE OVER MAXIMUM" -> Rejects.Reason.TOO_LONG;
            case "INVALID ENCODING" -> Rejects.Reason.ENCODING;
            default -> Rejects.Reason.OTHER;
        };
    }

    /// Line numbers for byte positions. The engine counts rows, editors count lines; they differ if cells contain
    /// line breaks.
    private static List<Long> lines(Path file, List<RejectedRow> found) throws SQLException {
        List<Long> lines = new ArrayList<>();
        if (found.isEmpty()) {
            return lines;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            long line = 1;
            int next = 0;
            // Positions count from 1; after CRLF the engine gives the position of the LF.
            for (long at = 1; next < found.size(); at++) {
                int character = in.read();
                if (character < 0) {
                    break;
                }
                line += character == '\n' ? 1 : 0;
                while (next < found.size() && found.get(next).position() <= at) {
                    lines.add(line);
                    next++;
                }
            }
            while (lines.size() < found.size()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static long number(Connection engine, String sql) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
