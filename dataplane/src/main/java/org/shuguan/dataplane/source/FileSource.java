package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// A file, or a folder with all data files below it. Symbolic links are not followed. Files that cannot be read
/// are reported.
final class FileSource implements OpenSource {
    private static final int MOST_FILES = 20_000;
    private static final int MOST_LEVELS = 16;
    private static final String HASH = ".sha256";

    private final Path root;
    private final Source.Files source;
    private final Path workspace;
    private final List<Unread> unread = new ArrayList<>();
    private final Map<String, FileTable> found = new HashMap<>();

    FileSource(Source.Files source) throws SourceUnreadable {
        this.source = source;
        Path root = source.path();
        if (!Files.isReadable(root)) {
            throw new SourceUnreadable(Reason.FILE_MISSING, root.toString(), null);
        }
        this.root = root;
        try {
            this.workspace = Scratch.folder("files");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Table> tables() throws SourceUnreadable {
        if (found.isEmpty() && unread.isEmpty()) {
            for (Path file : files()) {
                try {
                    String ignored = source.ignored().get(relative(file));
                    if (ignored != null) {
                        throw new SourceUnreadable(Reason.IGNORED, ignored, null);
                    }
                    if (file.toFile().length() == 0) {
                        throw new SourceUnreadable(
                                Reason.EMPTY, file.getFileName().toString(), null);
                    }
                    formatOf(file, schema(file), reading(file))
                            .tables(file, workspace)
                            .forEach(table -> found.put(table.table().path(), table));
                } catch (SourceUnreadable e) {
                    unread.add(new Unread(relative(file), e.reason(), e.detail()));
                } catch (OutOfMemoryError e) {
                    // The memory is free again: this file alone needed it.
                    unread.add(new Unread(relative(file), Reason.HEAP_MEMORY, SourceUnreadable.heapLimit()));
                }
            }
        }
        return found.values().stream()
                .map(FileTable::table)
                .sorted(Comparator.comparing(Table::path))
                .toList();
    }

    @Override
    public List<Unread> unread() {
        return List.copyOf(unread);
    }

    @Override
    public Relation relation(Table table, long sample) throws SourceUnreadable {
        return known(table).relation(sample);
    }

    @Override
    public Relation whole(Table table) throws SourceUnreadable {
        return known(table).whole();
    }

    private FileTable known(Table table) throws SourceUnreadable {
        tables();
        FileTable file = found.get(table.path());
        if (file == null) {
            throw new SourceUnreadable(Reason.FILE_MISSING, table.path(), null);
        }
        return file;
    }

    @Override
    public @Nullable Reading reading(Table table) {
        FileTable file = found.get(table.path());
        return file == null ? null : file.reading();
    }

    @Override
    public List<Note> notes(Table table) {
        FileTable file = found.get(table.path());
        return file == null ? List.of() : file.notes();
    }

    @Override
    public void close() {
        Scratch.remove(workspace);
    }

    private List<Path> files() throws SourceUnreadable {
        if (!Files.isDirectory(root)) {
            return List.of(root);
        }
        try (Stream<Path> files = Files.walk(root, MOST_LEVELS + 1, new FileVisitOption[0])) {
            List<Path> all = files.filter(file -> isDataFile(file) || isTooDeep(file))
                    .sorted()
                    .toList();
            all.stream()
                    .filter(this::isTooDeep)
                    .forEach(file -> unread.add(new Unread(
                            relative(file), Reason.TOO_DEEP, file.getFileName().toString())));
            List<Path> found = all.stream().filter(file -> !isTooDeep(file)).toList();
            if (found.size() > MOST_FILES) {
                unread.add(new Unread(
                        relative(found.get(MOST_FILES)),
                        Reason.TOO_MANY_FILES,
                        Integer.toString(found.size() - MOST_FILES)));
            }
            return found.subList(0, Math.min(found.size(), MOST_FILES));
        } catch (IOException | UncheckedIOException e) {
            throw new SourceUnreadable(Reason.FILE_BROKEN, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isDataFile(Path file) {
        return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".") && !isHash(file);
    }

    /// Whether it only has the hash of a file beside it.
    private static boolean isHash(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(HASH)
                && Files.isRegularFile(file.resolveSibling(name.substring(0, name.length() - HASH.length())));
    }

    /// A file or folder on the first level that is not read.
    private boolean isTooDeep(Path file) {
        return root.relativize(file).getNameCount() > MOST_LEVELS
                && !file.getFileName().toString().startsWith(".");
    }

    private String relative(Path file) {
        return file.equals(root)
                ? file.getFileName().toString()
                : root.relativize(file).toString();
    }

    private String schema(Path file) {
        return file.equals(root) || root.equals(file.getParent())
                ? ""
                : root.relativize(file.getParent()).toString();
    }

    private Reading reading(Path file) {
        return source.readings().getOrDefault(relative(file), source.usual());
    }

    /// The format by the file's ending, and for workbooks by its content, because programs write other formats as
    /// `.xls`.
    static FileFormat formatOf(Path file, String schema, Reading reading) throws SourceUnreadable {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv", "txt" -> new DelimitedFile(schema, reading);
            case "xlsx", "xlsm", "xls", "et" -> workbook(file, schema, reading);
            case "jsonl", "ndjson", "json" -> new JsonFile(schema);
            case "parquet" -> new ParquetFile(schema);
            default ->
                throw new SourceUnreadable(
                        Reason.FORMAT_UNKNOWN, file.getFileName().toString(), null);
        };
    }

    private static boolean endsWithX(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.xls[xm]");
    }

    private static FileFormat workbook(Path file, String schema, Reading reading) throws SourceUnreadable {
        try {
            return switch (FileSignature.of(file)) {
                case ZIP -> new XlsxFile(schema, reading);
                case OLE, EXCEL_2, EXCEL_3, EXCEL_4 -> new XlsFile(schema, reading);
                // Old programs write text or HTML with the ending .xls; with the endings .xlsx and .xlsm the file
                // must be a workbook.
                case TEXT -> {
                    FileFormat page = WebPageFile.of(file, schema, reading);
                    if (page != null) {
                        yield page;
                    }
                    if (endsWithX(file)) {
                        throw new SourceUnreadable(
                                Reason.FILE_BROKEN, file.getFileName().toString(), null);
                    }
                    yield new DelimitedFile(schema, reading);
                }
                default ->
                    throw new SourceUnreadable(
                            Reason.FILE_BROKEN, file.getFileName().toString(), null);
            };
        } catch (IOException e) {
            throw FileFormat.broken(file, e);
        }
    }
}
