package org.shuguan.dataplane.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The place of a row in the order of a question: pages after it neither repeat nor miss rows that were there all the
/// time. It has only values that the consumer has seen or may see.
///
/// @param values of the row, by the items of the order; null where there is none
/// @param skip number of rows with exactly these values that were delivered, 0 where the order is of unique values
/// @param version of the lake's table, null for a live read
public record Cursor(
        List<@Nullable String> values, int skip, @Nullable Long version) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 20_000;

    public Cursor {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /// The text that the consumer sends back.
    public String text() {
        ArrayNode list = JSON.createArrayNode().add(skip).add(version == null ? "" : version.toString());
        values.forEach(list::add);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(list).getBytes(StandardCharsets.UTF_8));
    }

    /// Reads a text of [#text].
    ///
    /// @throws ReadRefused if it is none
    public static Cursor parse(String text) throws ReadRefused {
        try {
            if (text.length() > LONGEST) {
                throw ReadRefused.cursor();
            }
            JsonNode list = JSON.readTree(Base64.getUrlDecoder().decode(text));
            if (!list.isArray()
                    || list.size() < 2
                    || !list.get(0).isInt()
                    || list.get(0).intValue() < 0
                    || !list.get(1).isString()) {
                throw ReadRefused.cursor();
            }
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 2; i < list.size(); i++) {
                JsonNode value = list.get(i);
                if (!value.isNull() && !value.isString()) {
                    throw ReadRefused.cursor();
                }
                values.add(value.isNull() ? null : value.stringValue());
            }
            String version = list.get(1).stringValue();
            return new Cursor(values, list.get(0).intValue(), version.isEmpty() ? null : Long.valueOf(version));
        } catch (IllegalArgumentException | JacksonException e) {
            throw ReadRefused.cursor();
        }
    }
}
