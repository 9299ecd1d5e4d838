package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// JSON files: an object on each line, an array of objects, or one object that contains such an array, as the
/// responses of interfaces do. The file is read twice: first to find all columns, then for the rows.
record JsonFile(String schema) implements FileFormat {
    private static final int LOOK_LINES = 1000;
    private static final int LOOK_CHARACTERS = 1 << 23;
    private static final int MOST_ARRAYS = 1000;

    /// Where the objects are.
    ///
    /// @param lines whether each line is an object
    /// @param path names that lead to the array of a document, empty if the document is the array
    record Place(boolean lines, List<String> path) {}

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        String name = file.getFileName().toString();
        try {
            Encoding encoding = Encoding.of(file);
            List<Note> notes = new ArrayList<>();
            if (encoding != Encoding.UTF_8) {
                notes.add(new Note("json-encoding", Map.of("encoding", encoding.word())));
            }
            Found found = isLines(file, encoding) ? lines(file, encoding) : document(file, encoding, notes);
            if (found.outline().objects() == 0 || found.outline().names().isEmpty()) {
                throw new SourceUnreadable(Reason.NO_RECORDS, name, null);
            }
            if (!found.outline().repeated().isEmpty()) {
                notes.add(new Note(
                        "json-repeated",
                        Map.of("names", Note.names(found.outline().repeated()))));
            }
            Table table = new Table(
                    schema,
                    name,
                    Table.Kind.FILE,
                    null,
                    found.outline().objects(),
                    Files.size(file),
                    found.outline().columns(),
                    List.of(),
                    List.of());
            List<String> names = found.outline().names();
            return List.of(FileTable.ofFeed(
                    table, notes, () -> new JsonFeed(file, encoding, found.place(), names)));
        } catch (IOException e) {
            throw new SourceUnreadable(Reason.FILE_BROKEN, name, e);
        }
    }

    private record Found(Place place, JsonOutline outline) {}

    /// Whether most of the first lines are objects. An array whose elements are on lines of their own has commas.
    private static boolean isLines(Path file, Encoding encoding) throws IOException {
        int lines = 0;
        int objects = 0;
        int characters = 0;
        boolean array = false;
        try (Reader in = encoding.reader(file)) {
            PhysicalLines physical = new PhysicalLines(in);
            for (PhysicalLines.PhysicalLine line = physical.next();
                    line != null && lines < LOOK_LINES && characters < LOOK_CHARACTERS;
                    line = physical.next()) {
                if (line.text().isBlank()) {
                    continue;
                }
                array |= lines == 0 && line.text().stripLeading().startsWith("[");
                lines++;
                characters += line.text().length();
                objects += isObject(line) ? 1 : 0;
            }
        }
        return lines > 1 && !array && objects * 2 >= lines;
    }

    private static boolean isObject(PhysicalLines.PhysicalLine line) {
        try {
            if (!line.tooLong()) {
                JsonCells.ofLine(line.text(), (name, kind, value) -> {});
                return true;
            }
            return false;
        } catch (JacksonException | JsonCells.NoObject e) {
            return false;
        }
    }

    private static Found lines(Path file, Encoding encoding) throws IOException {
        JsonOutline outline = new JsonOutline();
        new JsonFeed(file, encoding, new Place(true, List.of()), List.of()).readLines(new Rejects(), properties -> {
            outline.object();
            properties.forEach(property -> outline.property(property.name(), property.kind()));
            return true;
        });
        return new Found(new Place(true, List.of()), outline);
    }

    /// A document: its values are objects, arrays of objects, or one object around an array.
    private static Found document(Path file, Encoding encoding, List<Note> notes) throws IOException, SourceUnreadable {
        JsonOutline outline = new JsonOutline();
        Map<List<String>, JsonOutline> arrays = new LinkedHashMap<>();
        Set<String> beside = new TreeSet<>();
        int values = 0;
        boolean object = false;
        try (Reader in = encoding.reader(file);
                JsonParser parser = JsonCells.parser(in)) {
            try {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    values++;
                    if (token == JsonToken.START_OBJECT) {
                        object = true;
                        outline.object();
                        look(parser, List.of(), outline, arrays, beside);
                    } else if (token == JsonToken.START_ARRAY) {
                        elements(parser, outline);
                    }
                }
            } catch (JacksonException e) {
                if (values == 0 || (outline.objects() == 0 && arrays.isEmpty())) {
                    throw new SourceUnreadable(
                            Reason.NO_RECORDS, file.getFileName().toString(), e);
                }
                notes.add(new Note(
                        "json-broken", Map.of("line", Long.toString(e.getLocation().getLineNr()))));
            }
        }
        if (values != 1 || !object || arrays.isEmpty()) {
            return new Found(new Place(false, List.of()), outline);
        }
        List<String> path = preferred(arrays);
        List<String> others = arrays.keySet().stream()
                .filter(other -> !other.equals(path))
                .map(other -> String.join(".", other) + "[]")
                .toList();
        List<String> left = new ArrayList<>(beside);
        left.addAll(others);
        notes.add(new Note(
                left.isEmpty() ? "json-envelope" : "json-envelope-beside",
                Map.of("path", String.join(".", path), "names", Note.names(left))));
        return new Found(new Place(false, path), java.util.Objects.requireNonNull(arrays.get(path)));
    }

    /// Of the arrays on the highest level, the one with a usual name for lists, else the one with most objects.
    private static List<String> preferred(Map<List<String>, JsonOutline> arrays) {
        int highest = arrays.keySet().stream().mapToInt(List::size).min().orElseThrow();
        List<List<String>> paths =
                arrays.keySet().stream().filter(path -> path.size() == highest).toList();
        return ApiSchemas.usual(paths)
                .orElseGet(() -> paths.stream()
                        .max(java.util.Comparator.comparingLong(
                                path -> java.util.Objects.requireNonNull(arrays.get(path)).objects()))
                        .orElseThrow());
    }

    /// Looks through an object for arrays of objects, and for its own properties as if it were a row.
    private static void look(
            JsonParser parser,
            List<String> path,
            @Nullable JsonOutline outline,
            Map<List<String>, JsonOutline> arrays,
            Set<String> beside) {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            JsonToken value = parser.nextToken();
            if (outline != null) {
                outline.property(name, JsonCells.kind(value));
            }
            if (value == JsonToken.START_ARRAY && arrays.size() < MOST_ARRAYS) {
                JsonOutline rows = new JsonOutline();
                elements(parser, rows);
                if (rows.objects() > 0) {
                    arrays.put(List.copyOf(longer), rows);
                } else {
                    beside.add(String.join(".", longer));
                }
            } else if (value == JsonToken.START_OBJECT && longer.size() <= ApiSchemas.DEEPEST_ROWS) {
                look(parser, longer, null, arrays, beside);
            } else {
                parser.skipChildren();
                if (beside.size() < MOST_ARRAYS) {
                    beside.add(String.join(".", longer));
                }
            }
        }
    }

    /// The objects of an array, at whose beginning the parser is.
    private static void elements(JsonParser parser, JsonOutline outline) {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                outline.object();
                JsonCells.read(parser, false, (name, kind, value) -> outline.property(name, kind));
            } else {
                parser.skipChildren();
            }
        }
    }
}
