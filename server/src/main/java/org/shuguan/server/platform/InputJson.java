package org.shuguan.server.platform;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Reads the JSON bodies of requests: every text in them must be [InputText], objects that are not `@Nullable` in
/// our records must be there, and every list and map is bounded ([BoundedElements]). The mapper that reads stored
/// JSON has no such checks.
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
                .addKeyDeserializer(String.class, new CheckedKey())
                .setDeserializerModifier(new BoundedElements());
        AnnotationIntrospector usual = stored.deserializationConfig().getAnnotationIntrospector();
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(stored.rebuild()
                .addModule(checked)
                .annotationIntrospector(AnnotationIntrospector.pair(new RequiredComponents(), usual))
                .build()));
    }

    /// For components of our records whose type is not `@Nullable`: a missing object is refused, a missing list
    /// or map is empty. Missing texts are left to the records, of which drafts may lack many.
    private static final class RequiredComponents extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSetter.@Nullable Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            if (!(annotated instanceof AnnotatedParameter parameter) || !isRequired(parameter)) {
                return JsonSetter.Value.empty();
            }
            Class<?> type = parameter.getRawType();
            if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
                return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
            }
            return type.isRecord() ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
        }

        private static boolean isRequired(AnnotatedParameter parameter) {
            Class<?> type = parameter.getDeclaringClass();
            if (!type.isRecord() || !type.getName().startsWith("org.shuguan.")) {
                return false;
            }
            RecordComponent[] components = type.getRecordComponents();
            // Of a record's constructors, the one with all its components is read by.
            return parameter.getOwner().getParameterCount() == components.length
                    && !parameter.getRawType().isPrimitive()
                    && !components[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
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

    /// The refusal that ended the reading of a body, with the path of the field it is about; null if the JSON
    /// itself is malformed.
    static @Nullable Refusal refusal(Throwable unreadable) {
        List<JacksonException.Reference> references = List.of();
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException jackson && !jackson.getPath().isEmpty()) {
                references = jackson.getPath();
            }
            String path = path(references);
            if (cause instanceof InvalidNullException missing) {
                String name = missing.getPropertyName().getSimpleName();
                String field =
                        path.isEmpty() || path.equals(name) || path.endsWith("." + name) ? name : path + "." + name;
                return new InvalidInput(List.of(new InvalidInput.FieldError(field, "required", Map.of())));
            }
            if (cause instanceof InvalidInput invalid) {
                String whole = references.isEmpty() ? path : path(references.subList(0, references.size() - 1));
                return new InvalidInput(invalid.errors().stream()
                        .map(error -> new InvalidInput.FieldError(
                                error.field().equals(BoundedElements.OF_WHOLE) ? whole : path,
                                error.code(),
                                error.facts()))
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
