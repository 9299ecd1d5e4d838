package org.shuguan.dataplane.source;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Takes an object of a JSON text apart: a cell for each of its properties. Numbers stay as they are written,
/// nested objects and arrays stay JSON. It never holds more than one value.
final class JsonCells {
    /// Limits of a value: longer texts and deeper nesting are not values of a table.
    private static final int LONGEST_TEXT = 1 << 24;

    private static final int LONGEST_NUMBER = 10_000;
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private JsonCells() {}

    /// What the values of a property are.
    enum Kind {
        NULL,
        INTEGER,
        NUMBER,
        BOOLEAN,
        TEXT,
        STRUCTURE
    }

    /// Receives the properties of an object.
    interface Taker {
        /// @param value the value as text, null for null and for a structure whose text is not wanted
        void property(String name, Kind kind, @Nullable String value);
    }

    static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    static JsonParser parser(java.io.Reader in) {
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    /// The object of a line; throws an exception if the line is not one object.
    static void ofLine(String line, Taker taker) throws JacksonException, NoObject {
        try (JsonParser parser = parser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NoObject();
            }
            read(parser, true, taker);
            if (parser.nextToken() != null) {
                throw new NoObject();
            }
        }
    }

    /// The text is not a JSON object.
    static final class NoObject extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// Reads the object at whose beginning the parser is, to its end.
    ///
    /// @param structures whether the text of structures is wanted
    static void read(JsonParser parser, boolean structures, Taker taker) throws JacksonException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            Kind kind = kind(value);
            if (kind != Kind.STRUCTURE) {
                taker.property(name, kind, kind == Kind.NULL ? null : clean(parser.getString()));
            } else if (structures) {
                taker.property(name, kind, structure(parser));
            } else {
                parser.skipChildren();
                taker.property(name, kind, null);
            }
        }
    }

    static Kind kind(JsonToken value) {
        return switch (value) {
            case VALUE_NULL -> Kind.NULL;
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_STRING -> Kind.TEXT;
            default -> Kind.STRUCTURE;
        };
    }

    /// The text of the value at which the parser is, which it reads to its end.
    static String structure(JsonParser parser) throws JacksonException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> out.writeStartObject();
                    case START_ARRAY -> out.writeStartArray();
                    case END_OBJECT -> out.writeEndObject();
                    case END_ARRAY -> out.writeEndArray();
                    case PROPERTY_NAME -> out.writeName(clean(parser.currentName()));
                    case VALUE_STRING -> out.writeString(clean(parser.getString()));
                    case VALUE_TRUE -> out.writeBoolean(true);
                    case VALUE_FALSE -> out.writeBoolean(false);
                    case VALUE_NULL -> out.writeNull();
                    default -> out.writeNumber(parser.getString());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
        }
        return text.toString();
    }

    /// Half of a surrogate pair is no character.
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(
                        text.codePoints()
                                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                                        ? 0xFFFD
                                        : point)
                                .toArray(),
                        0,
                        text.codePointCount(0, text.length()));
            }
        }
        return text;
    }
}
