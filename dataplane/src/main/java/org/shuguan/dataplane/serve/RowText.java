package org.shuguan.dataplane.serve;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Rows as text: objects of JSON and lines of CSV (RFC 4180), the same in pages and in files.
public final class RowText {
    private RowText() {}

    /// Writes a row as an object.
    public static void object(JsonGenerator json, List<String> names, List<@Nullable Object> row) {
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            json.writeName(names.get(i));
            switch (row.get(i)) {
                case null -> json.writeNull();
                case BigDecimal number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                case Boolean truth -> json.writeBoolean(truth);
                case Object value -> json.writeString(value.toString());
            }
        }
        json.writeEndObject();
    }

    /// A line with its end.
    public static String line(List<? extends @Nullable Object> row) {
        return row.stream().map(RowText::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// A missing value is an empty cell, a text without characters an empty quoted one.
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = text(value);
        boolean quoted = text.isEmpty() || text.chars().anyMatch(sign -> ",\"\r\n".indexOf(sign) >= 0);
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /// A value as text: numbers without exponents, dates as ISO 8601.
    static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
