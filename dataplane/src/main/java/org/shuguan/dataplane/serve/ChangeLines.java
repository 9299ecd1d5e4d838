package org.shuguan.dataplane.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Hands on changed rows ([ConsumerReader#changes]), each as how it differs and a JSON object; of a row that is
/// gone the object has the key only.
public final class ChangeLines extends RowSink {
    /// Takes a change.
    public interface Taker {
        /// @param change `added`, `changed` or `gone`
        /// @param key a JSON object with the items that identify the row
        void take(String change, String row, String key);
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Taker taker;
    private List<String> names = List.of();
    private List<String> key = List.of();

    public ChangeLines(Taker taker) {
        this.taker = taker;
    }

    @Override
    void begin(List<Column> columns) {
        names = columns.stream().skip(1).map(Column::name).toList();
        key = columns.stream().filter(Column::key).map(Column::name).toList();
    }

    @Override
    void row(List<@Nullable Object> row) {
        String change = String.valueOf(row.getFirst());
        List<@Nullable Object> values = row.subList(1, row.size());
        String identity = object(key, ofKey(values));
        taker.take(change, change.equals("gone") ? identity : object(names, values), identity);
    }

    private static String object(List<String> names, List<@Nullable Object> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            RowText.object(json, names, values);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<@Nullable Object> ofKey(List<@Nullable Object> values) {
        return key.stream()
                .<@Nullable Object>map(name -> values.get(names.indexOf(name)))
                .toList();
    }
}
