package org.shuguan.server.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.Answer;
import org.shuguan.dataplane.serve.RowText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The forms in which rows are delivered.
enum Form {
    JSON("application/json") {
        @Override
        void write(Answer answer, ByteArrayOutputStream out, int most) {
            try (JsonGenerator json = MAPPER.createGenerator(out)) {
                List<String> names = names(answer);
                json.writeStartObject();
                json.writeArrayPropertyStart("records");
                for (List<@Nullable Object> row : answer.rows()) {
                    RowText.object(json, names, row);
                    json.flush();
                    mustFit(out, most);
                }
                json.writeEndArray();
                if (answer.next() != null) {
                    json.writeStringProperty("next", answer.next().text());
                }
                if (answer.count() != null) {
                    json.writeNumberProperty("count", answer.count().rows());
                    json.writeBooleanProperty("countIsLeast", answer.count().atLeast());
                }
                if (answer.version() != null) {
                    json.writeStringProperty("version", answer.version().toString());
                }
                json.writeEndObject();
            }
        }
    },
    NDJSON("application/x-ndjson") {
        @Override
        void write(Answer answer, ByteArrayOutputStream out, int most) {
            List<String> names = names(answer);
            for (List<@Nullable Object> row : answer.rows()) {
                try (JsonGenerator json = MAPPER.createGenerator(out)) {
                    RowText.object(json, names, row);
                }
                out.write('\n');
                mustFit(out, most);
            }
        }
    },
    /// RFC 4180; a missing value is an empty cell, a text without characters an empty quoted one
    CSV("text/csv") {
        @Override
        void write(Answer answer, ByteArrayOutputStream out, int most) {
            out.writeBytes(RowText.line(names(answer)).getBytes(StandardCharsets.UTF_8));
            for (List<@Nullable Object> row : answer.rows()) {
                out.writeBytes(RowText.line(row).getBytes(StandardCharsets.UTF_8));
                mustFit(out, most);
            }
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String mediaType;

    Form(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return this == CSV ? mediaType + "; charset=utf-8; header=present" : mediaType;
    }

    /// Writes a page.
    ///
    /// @param most bytes
    /// @throws ExchangeRefused if there are more
    abstract void write(Answer answer, ByteArrayOutputStream out, int most);

    /// The form that a request asks for by `Accept`; JSON if it does not say.
    static Form of(@Nullable String accept) {
        if (accept == null) {
            return JSON;
        }
        String wanted = accept.toLowerCase(Locale.ROOT);
        for (Form form : values()) {
            if (wanted.contains(form.mediaType)) {
                return form;
            }
        }
        return JSON;
    }

    /// The name of the form as a parameter.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void mustFit(ByteArrayOutputStream out, int most) {
        if (out.size() > most) {
            throw ExchangeRefused.tooLarge(most >> 20);
        }
    }

    private static List<String> names(Answer answer) {
        return answer.fields().stream().map(Answer.Field::name).toList();
    }

    /// A small answer.
    static byte[] json(Object content) {
        return MAPPER.writeValueAsBytes(content);
    }
}
