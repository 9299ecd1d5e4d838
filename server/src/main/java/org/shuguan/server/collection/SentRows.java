package org.shuguan.server.collection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Durable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads the records that a machine client sends, and keeps them as JSON lines whose values are texts: what a number
/// looks like is not changed.
final class SentRows {
    static final int MOST = 100_000;
    private static final TypeReference<LinkedHashMap<String, @Nullable String>> ROW = new TypeReference<>() {};

    /// What was read.
    ///
    /// @param ignored names that no column has, in the order in which they came
    record Read(int records, List<String> ignored) {}

    private final JsonMapper json;

    SentRows(JsonMapper json) {
        this.json = json;
    }

    /// Writes the records of a body to a file, and forces it to the disk.
    ///
    /// @param body an array of objects, or objects one after another, as in JSON lines
    /// @param columns names that the records may have
    /// @param key of these the columns without which there is no record
    /// @throws PushRefused with the number of the record if the body is something else
    Read keep(byte[] body, Set<String> columns, List<String> key, Path file) {
        Set<String> ignored = new LinkedHashSet<>();
        int records = 0;
        try (JsonParser parser = json.createParser(body);
                Writer out = Files.newBufferedWriter(file)) {
            JsonToken token = parser.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (array) {
                token = parser.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY) {
                records++;
                if (records > MOST) {
                    throw PushRefused.tooMany(MOST);
                }
                if (token != JsonToken.START_OBJECT) {
                    throw PushRefused.noRecord(records);
                }
                Map<String, @Nullable String> row = row(parser, records);
                for (String column : key) {
                    String value = row.get(column);
                    if (value == null || value.isBlank()) {
                        throw PushRefused.keyMissing(records, column);
                    }
                }
                row.keySet().stream().filter(name -> !columns.contains(name)).forEach(ignored::add);
                out.write(json.writeValueAsString(row));
                out.write('\n');
                token = parser.nextToken();
            }
            if (array && parser.nextToken() != null) {
                throw PushRefused.noRecord(records + 1);
            }
            if (records == 0) {
                throw PushRefused.empty();
            }
            out.flush();
            Durable.force(file);
            return new Read(records, List.copyOf(ignored));
        } catch (JacksonException wrong) {
            var place = wrong.getLocation();
            throw PushRefused.noJson(
                    place == null ? 1 : Math.max(1, place.getLineNr()),
                    place == null ? 1 : Math.max(1, place.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable String> row(JsonParser parser, int record) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                throw PushRefused.nested(record, name);
            }
            if (row.containsKey(name)) {
                throw PushRefused.twice(record, name);
            }
            row.put(name, value == JsonToken.VALUE_NULL ? null : parser.getString());
        }
        return row;
    }

    /// Joins kept files to one that has, of several records with the same key, the last one. A column that the
    /// records do not have is null.
    ///
    /// @return number of records
    long join(List<Path> files, Set<String> columns, List<String> key, Path to) {
        try {
            Map<List<String>, Long> last = new HashMap<>();
            long read = 0;
            for (Path file : files) {
                try (BufferedReader lines = Files.newBufferedReader(file)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        last.put(key(json.readValue(line, ROW), key), read++);
                    }
                }
            }
            read = 0;
            try (Writer out = Files.newBufferedWriter(to)) {
                for (Path file : files) {
                    try (BufferedReader lines = Files.newBufferedReader(file)) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            Map<String, @Nullable String> row = json.readValue(line, ROW);
                            if (Long.valueOf(read++).equals(last.get(key(row, key)))) {
                                Map<String, @Nullable String> whole = new LinkedHashMap<>();
                                columns.forEach(column -> whole.put(column, row.get(column)));
                                out.write(json.writeValueAsString(whole));
                                out.write('\n');
                            }
                        }
                    }
                }
            }
            return last.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> key(Map<String, @Nullable String> row, List<String> key) {
        return key.stream().map(column -> String.valueOf(row.get(column))).toList();
    }
}
