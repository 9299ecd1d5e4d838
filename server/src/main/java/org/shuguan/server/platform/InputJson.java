package org.shuguan.server.platform;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Reads the JSON bodies of requests: every text in them must be [InputText]. The mapper that reads stored JSON has no
/// such check.
@Configuration(proxyBeanMethods = false)
class InputJson implements WebMvcConfigurer {
    private final JsonMapper stored;

    InputJson(JsonMapper stored) {
        this.stored = stored;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        SimpleModule checked = new SimpleModule("input-text")
                .addDeserializer(String.class, new CheckedString())
                .addKeyDeserializer(String.class, new CheckedKey());
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(
                stored.rebuild().addModule(checked).build()));
    }

    private static final class CheckedString extends StringDeserializer {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return checked(super.deserialize(parser, context));
        }
    }

    private static final class CheckedKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return checked(key);
        }
    }

    private static String checked(String text) {
        if (!InputText.isAllowed(text)) {
            throw new InvalidInput(List.of(new InvalidInput.FieldError("", "characters", Map.of())));
        }
        return text;
    }

    /// The refusal that ended the reading of a body, with the path of the field it is about; null if the JSON itself
    /// is malformed.
    static @org.jspecify.annotations.Nullable Refusal refusal(Throwable unreadable) {
        String path = "";
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException jackson && !jackson.getPath().isEmpty()) {
                path = path(jackson.getPath());
            }
            if (cause instanceof InvalidInput invalid) {
                String field = path;
                return new InvalidInput(invalid.errors().stream()
                        .map(error -> new InvalidInput.FieldError(field, error.code(), error.facts()))
                        .toList());
            }
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }
}
