package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// CSV and its kin. The engine finds the delimiter; whether the first line names the columns is decided here, because
/// where all columns are text the engine cannot tell.
record DelimitedFile(String schema) implements FileFormat {
    private static final Pattern NO_NAME = Pattern.compile("[-+]?[\\d.,]+%?|\\d{4}[-/.年]\\d{1,2}.*");
    private static final int LOOK = 20;

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try (Connection engine = Engine.open(1)) {
            if (Files.size(file) == 0) {
                throw new SourceUnreadable(Reason.EMPTY, file.getFileName().toString(), null);
            }
            Path readable = Encoding.of(file).utf8(file, workspace);
            String name = file.getFileName().toString();
            return List.of(table(engine, readable, name, Files.size(file)));
        } catch (IOException | SQLException e) {
            throw broken(file, e);
        }
    }

    static SourceUnreadable broken(Path file, Exception e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new SourceUnreadable(Reason.FILE_BROKEN, file.getFileName() + ": " + first, e);
    }

    /// Also for what other formats have written as CSV into the workspace.
    FileTable table(Connection engine, Path readable, String name, long bytes) throws SQLException, SourceUnreadable {
        String dialect = dialect(engine, readable);
        List<List<@Nullable String>> head = Engine.rows(
                engine,
                "select * from read_csv(" + Quote.path(readable) + ", header=false, all_varchar=true, " + dialect
                        + ", ignore_errors=true, null_padding=true, parallel=false) limit " + LOOK);
        if (head.isEmpty()) {
            throw new SourceUnreadable(Reason.EMPTY, name, null);
        }
        boolean header = isHeader(head.getFirst());
        List<String> names = names(head.getFirst(), header);
        String columns = names.stream()
                .map(column -> Quote.text(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String from = "read_csv(" + Quote.path(readable) + ", auto_detect=false, header=" + header + ", " + dialect
                + ", columns=" + columns + ", store_rejects=true, max_line_size=4194304)";
        List<Table.Column> declared = names.stream()
                .map(column -> new Table.Column(column, "text", null, true, null))
                .toList();
        return new FileTable(
                new Table(schema, name, Table.Kind.FILE, null, -1, bytes, declared, List.of(), List.of()), from);
    }

    private static String dialect(Connection engine, Path file) throws SQLException {
        List<@Nullable String> found = Engine.rows(
                        engine,
                        "select Delimiter, Quote, Escape, SkipRows from sniff_csv(" + Quote.path(file)
                                + ", all_varchar=true, ignore_errors=true, sample_size=2000)")
                .getFirst();
        return "delim=" + sign(found.get(0), ",") + ", quote=" + sign(found.get(1), "\"") + ", escape="
                + sign(found.get(2), "\"") + ", skip=" + (found.get(3) == null ? "0" : found.get(3));
    }

    private static String sign(@Nullable String sign, String usual) {
        if (sign == null || sign.isEmpty() || sign.equals("(empty)") || sign.equals("\0")) {
            return Quote.text(usual);
        }
        return Quote.text(sign);
    }

    private static boolean isHeader(List<@Nullable String> first) {
        Set<String> seen = new HashSet<>();
        for (String cell : first) {
            if (cell == null || cell.isBlank() || NO_NAME.matcher(cell.strip()).matches() || !seen.add(cell)) {
                return false;
            }
        }
        return true;
    }

    /// Columns have a name each, whatever the file says.
    private static List<String> names(List<@Nullable String> first, boolean header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String cell = first.get(i);
            names.add(header && cell != null ? cell.strip() : "column" + (i + 1));
        }
        return names;
    }
}
