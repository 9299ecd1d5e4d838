package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the objects of a JSON file as rows. What is not an object is told as a line that is not a row.
final class JsonFeed implements Spool.Feed {
    private final Path file;
    private final Encoding encoding;
    private final JsonFile.Place place;
    private final List<String> names;
    private final Rejects rejects = new Rejects();
    private volatile boolean cancelled;

    /// @param names the properties that become columns
    JsonFeed(Path file, Encoding encoding, JsonFile.Place place, List<String> names) {
        this.file = file;
        this.encoding = encoding;
        this.place = place;
        this.names = names;
    }

    /// A property of an object.
    record Property(
            String name, JsonCells.Kind kind, @Nullable String value) {}

    /// Receives objects.
    interface Taker {
        /// @return whether more are wanted
        boolean object(List<Property> properties) throws IOException;
    }

    @Override
    public void writeTo(RowWriter out) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            places.put(name, places.size());
        }
        @Nullable String[] cells = new String[names.size()];
        Taker rows = properties -> {
            Arrays.fill(cells, null);
            properties.forEach(property -> {
                Integer at = places.get(property.name());
                if (at != null) {
                    cells[at] = property.value();
                }
            });
            for (String cell : cells) {
                out.cell(cell);
            }
            out.endRow();
            return !cancelled;
        };
        if (place.lines()) {
            readLines(rejects, rows);
        } else {
            readDocument(rows);
        }
    }

    /// Reads a file with an object on each line.
    void readLines(Rejects rejects, Taker taker) throws IOException {
        try (Reader in = encoding.reader(file)) {
            PhysicalLines lines = new PhysicalLines(in);
            List<Property> properties = new ArrayList<>();
            for (PhysicalLines.PhysicalLine line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) {
                    continue;
                }
                Rejects.Reason fault = fault(line, properties);
                if (fault != null) {
                    rejects.add(lines.number(), fault, line.text());
                } else if (!taker.object(properties)) {
                    return;
                }
            }
        }
    }

    private static Rejects.@Nullable Reason fault(PhysicalLines.PhysicalLine line, List<Property> properties) {
        properties.clear();
        if (line.tooLong()) {
            return Rejects.Reason.TOO_LONG;
        }
        if (line.text().indexOf(Encoding.INVALID) >= 0) {
            return Rejects.Reason.ENCODING;
        }
        try {
            JsonCells.ofLine(line.text(), (name, kind, value) -> properties.add(new Property(name, kind, value)));
            return null;
        } catch (JacksonException | JsonCells.NoObject e) {
            return Rejects.Reason.NO_JSON;
        }
    }

    private void readDocument(Taker taker) throws IOException {
        try (Reader in = encoding.reader(file);
                JsonParser parser = JsonCells.parser(in)) {
            try {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (!value(parser, 0, taker)) {
                        return;
                    }
                }
            } catch (JacksonException e) {
                rejects.add(e.getLocation().getLineNr(), Rejects.Reason.NO_JSON, "");
            }
        }
    }

    /// @param depth number of names of the path that lead to the value at which the parser is
    private boolean value(JsonParser parser, int depth, Taker taker) throws IOException {
        if (depth < place.path().size()) {
            return within(parser, depth, taker);
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return element(parser, taker);
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!element(parser, taker)) {
                return false;
            }
        }
        return true;
    }

    private boolean within(JsonParser parser, int depth, Taker taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return true;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            boolean there = place.path().get(depth).equals(parser.currentName());
            parser.nextToken();
            if (!there) {
                parser.skipChildren();
            } else if (!value(parser, depth + 1, taker)) {
                return false;
            }
        }
        return true;
    }

    private boolean element(JsonParser parser, Taker taker) throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            rejects.add(
                    line,
                    Rejects.Reason.NO_JSON,
                    parser.currentToken() == JsonToken.START_ARRAY
                            ? JsonCells.structure(parser)
                            : String.valueOf(parser.getString()));
            return true;
        }
        List<Property> properties = new ArrayList<>();
        boolean[] invalid = new boolean[1];
        JsonCells.read(parser, true, (name, kind, value) -> {
            properties.add(new Property(name, kind, value));
            invalid[0] |=
                    name.indexOf(Encoding.INVALID) >= 0 || (value != null && value.indexOf(Encoding.INVALID) >= 0);
        });
        if (invalid[0]) {
            rejects.add(
                    line,
                    Rejects.Reason.ENCODING,
                    String.valueOf(properties.getFirst().value()));
            return true;
        }
        return taker.object(properties);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public Rejects rejects() {
        return rejects;
    }
}
