package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private static final String BROKEN = "json-broken";

    /// Where the objects are.
    ///
    /// @param lines whether each line is an object
    /// @param path names that lead to the array of a document, empty if the document is the array
    record Place(boolean lines, List<String> path) {}

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        String name = file.getFileName().toString();
        try {
            Encoding.Found detected = Encoding.of(file);
            Encoding encoding = detected.encoding();
            List<Note> notes = new ArrayList<>();
            if (!detected.sure()) {
                notes.add(new Note("encoding-guess", Map.of("encoding", encoding.word())));
            } else if (encoding != Encoding.UTF_8) {
                notes.add(new Note("json-encoding", Map.of("encoding", encoding.word())));
            }
            Found found = isLines(file, encoding) ? lines(file, encoding) : document(file, encoding, notes);
            if (found.broken()) {
                Found lines = lines(file, encoding);
                if (lines.outline().objects() >= found.outline().objects()
                        && lines.outline().objects() > 0) {
                    found = lines;
                    notes.removeIf(note -> note.code().equals(BROKEN));
                }
            }
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
            Place place = found.place();
            return List.of(FileTable.ofFeed(table, notes, () -> new JsonFeed(file, encoding, place, names)));
        } catch (IOException e) {
            throw new SourceUnreadable(Reason.FILE_BROKEN, name, e);
        }
    }

    /// @param broken whether the document is not valid JSON to its end
    private record Found(Place place, JsonOutline outline, boolean broken) {}

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
        return new Found(new Place(true, List.of()), outline, false);
    }

    /// A document: its values are objects, arrays of objects, or one object around an array.
    private static Found document(Path file, Encoding encoding, List<Note> notes) throws IOException, SourceUnreadable {
        JsonOutline outline = new JsonOutline();
        Map<List<String>, JsonOutline> arrays = new LinkedHashMap<>();
        Set<String> beside = new TreeSet<>();
        List<List<String>> empty = new ArrayList<>();
        int values = 0;
        boolean object = false;
        boolean broken = false;
        String name = file.getFileName().toString();
        try (Reader in = encoding.reader(file);
                JsonParser parser = JsonCells.parser(in)) {
            try {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    values++;
                    if (token == JsonToken.START_OBJECT) {
                        object = true;
                        outline.object();
                        look(parser, List.of(), outline, new Around(arrays, beside, empty));
                    } else if (token == JsonToken.START_ARRAY) {
                        elements(parser, outline);
                    }
                }
            } catch (JacksonException e) {
                broken = true;
                notes.add(new Note(
                        BROKEN, Map.of("line", Long.toString(e.getLocation().getLineNr()))));
            }
        }
        arrays.values().removeIf(rows -> rows.objects() == 0);
        boolean one = values == 1 && object;
        boolean row =
                isOneLine(file, encoding) && !name.toLowerCase(Locale.ROOT).endsWith(".json");
        if (one && !row && arrays.isEmpty() && ApiSchemas.usual(empty).isPresent()) {
            throw new SourceUnreadable(Reason.NO_RECORDS, name, null);
        }
        // A single line of a file of lines may be a row that has an array.
        if (!one
                || arrays.isEmpty()
                || (row && ApiSchemas.usual(highest(arrays)).isEmpty())) {
            return new Found(new Place(false, List.of()), outline, broken);
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
        return new Found(new Place(false, path), java.util.Objects.requireNonNull(arrays.get(path)), broken);
    }

    private static boolean isOneLine(Path file, Encoding encoding) throws IOException {
        try (Reader in = encoding.reader(file)) {
            PhysicalLines lines = new PhysicalLines(in);
            int filled = 0;
            for (PhysicalLines.PhysicalLine line = lines.next(); line != null && filled < 2; line = lines.next()) {
                filled += line.text().isBlank() ? 0 : 1;
            }
            return filled == 1;
        }
    }

    private static List<List<String>> highest(Map<List<String>, JsonOutline> arrays) {
        int highest = arrays.keySet().stream().mapToInt(List::size).min().orElse(0);
        return arrays.keySet().stream().filter(path -> path.size() == highest).toList();
    }

    /// Of the arrays on the highest level, the one with a usual name for lists, else the one with most objects.
    private static List<String> preferred(Map<List<String>, JsonOutline> arrays) {
        List<List<String>> paths = highest(arrays);
        return ApiSchemas.usual(paths)
                .orElseGet(() -> paths.stream()
                        .max(java.util.Comparator.comparingLong(
                                path -> java.util.Objects.requireNonNull(arrays.get(path))
                                        .objects()))
                        .orElseThrow());
    }

    /// Looks through an object for arrays of objects, and for its own properties as if it were a row.
    private static void look(JsonParser parser, List<String> path, @Nullable JsonOutline outline, Around around) {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            JsonToken value = parser.nextToken();
            if (outline != null) {
                outline.property(name, JsonCells.kind(value));
            }
            if (value == JsonToken.START_ARRAY && around.arrays().size() < MOST_ARRAYS) {
                JsonOutline rows = new JsonOutline();
                // Kept also if the document breaks off within it.
                around.arrays().put(List.copyOf(longer), rows);
                boolean filled = elements(parser, rows);
                if (rows.objects() == 0) {
                    around.arrays().remove(longer);
                    around.beside().add(String.join(".", longer));
                    if (!filled) {
                        around.empty().add(List.copyOf(longer));
                    }
                }
            } else if (value == JsonToken.START_OBJECT && longer.size() <= ApiSchemas.DEEPEST_ROWS) {
                look(parser, longer, null, around);
            } else {
                parser.skipChildren();
                if (around.beside().size() < MOST_ARRAYS) {
                    around.beside().add(String.join(".", longer));
                }
            }
        }
    }

    /// The objects of an array, at whose beginning the parser is.
    ///
    /// @return whether it has elements
    private static boolean elements(JsonParser parser, JsonOutline outline) {
        boolean filled = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            filled = true;
            if (token == JsonToken.START_OBJECT) {
                outline.object();
                JsonCells.read(parser, false, (name, kind, value) -> outline.property(name, kind));
            } else {
                parser.skipChildren();
            }
        }
        return filled;
    }

    /// What an object around the records has.
    ///
    /// @param beside names of what is not an array of objects
    /// @param empty paths of arrays without elements
    private record Around(Map<List<String>, JsonOutline> arrays, Set<String> beside, List<List<String>> empty) {}
}
