package org.shuguan.dataplane.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object in each line.
final class JsonLinesFile extends RowFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final OutputStream out;
    private final Map<String, String> others;
    private List<String> names = List.of();

    /// @param others names of columns in the objects, by their own; a column without one keeps its own
    JsonLinesFile(OutputStream out, Map<String, String> others) {
        super(Long.MAX_VALUE, false);
        this.out = out;
        this.others = others;
    }

    @Override
    void begin(List<Column> columns) {
        names = columns.stream()
                .map(column -> others.getOrDefault(column.name(), column.name()))
                .toList();
    }

    @Override
    void write(List<@Nullable Object> row) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            RowText.object(json, names, row);
        }
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
