package org.shuguan.server.platform;

import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/// Bounds the lists and maps in the body of a request: at most [#USUAL] elements, or as many as `@Size(max = …)`
/// at the record's component allows, none of them null. Reading a list or map stops at the first element too many.
final class BoundedElements extends ValueDeserializerModifier {
    /// The most elements where the component does not say otherwise.
    static final int USUAL = 1000;
    /// Field of an error that is found at an element and concerns the list or map that holds it.
    static final String OF_WHOLE = "..";

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> usual) {
        return type.getContentType().isEnumType() && Set.class.isAssignableFrom(type.getRawClass())
                ? new Bounded(new Choices(type.getContentType()), USUAL)
                : new Bounded(usual, USUAL);
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> usual) {
        return new Bounded(usual, USUAL);
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config,
            ArrayType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> usual) {
        return new Bounded(usual, USUAL);
    }

    private static final class Bounded extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        private final int most;

        Bounded(ValueDeserializer<?> usual, int most) {
            super(usual);
            this.most = most;
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> usual) {
            return new Bounded(usual, most);
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            Bounded contextual = (Bounded) super.createContextual(context, property);
            Size size = property == null ? null : property.getAnnotation(Size.class);
            return size == null ? contextual : new Bounded(contextual.getDelegatee(), size.max());
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            Class<?> raw = handledType();
            if (parser.hasToken(JsonToken.START_ARRAY) && raw.isAssignableFrom(BoundedList.class)) {
                return deserialize(parser, context, new BoundedList(most));
            }
            if (parser.hasToken(JsonToken.START_ARRAY) && raw.isAssignableFrom(BoundedSet.class)) {
                return deserialize(parser, context, new BoundedSet(most));
            }
            if (parser.hasToken(JsonToken.START_OBJECT) && raw.isAssignableFrom(BoundedMap.class)) {
                return deserialize(parser, context, new BoundedMap(most));
            }
            Object read = super.deserialize(parser, context);
            check(
                    "",
                    switch (read) {
                        case Collection<?> all -> all.size();
                        case Map<?, ?> all -> all.size();
                        case Object[] all -> all.length;
                        case null, default -> 0;
                    },
                    most);
            return read;
        }
    }

    /// Reads a set of choices; Jackson's own has no place to count equal ones.
    private static final class Choices extends StdDeserializer<Object> {
        private final JavaType choice;

        Choices(JavaType choice) {
            super(Set.class);
            this.choice = choice;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            return deserialize(parser, context, new LinkedHashSet<>());
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object deserialize(JsonParser parser, DeserializationContext context, Object into) {
            if (!parser.hasToken(JsonToken.START_ARRAY)) {
                return context.handleUnexpectedToken(context.constructType(Set.class), parser);
            }
            ValueDeserializer<Object> choices = context.findRootValueDeserializer(choice);
            int place = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                try {
                    ((Collection<@Nullable Object>) into)
                            .add(parser.hasToken(JsonToken.VALUE_NULL) ? null : choices.deserialize(parser, context));
                } catch (RuntimeException e) {
                    throw DatabindException.wrapWithPath(context, e, new JacksonException.Reference(into, place));
                }
                place++;
            }
            return into;
        }
    }

    private static final class BoundedList extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;

        private final int most;

        BoundedList(int most) {
            this.most = most;
        }

        @Override
        public boolean add(@Nullable Object element) {
            check(OF_WHOLE, size() + 1, most);
            checkThere(element);
            return super.add(element);
        }
    }

    /// Counts equal elements too: they are read as well.
    private static final class BoundedSet extends LinkedHashSet<@Nullable Object> {
        private static final long serialVersionUID = 1L;

        private final int most;
        private int read;

        BoundedSet(int most) {
            this.most = most;
        }

        @Override
        public boolean add(@Nullable Object element) {
            check(OF_WHOLE, ++read, most);
            checkThere(element);
            return super.add(element);
        }
    }

    private static final class BoundedMap extends LinkedHashMap<Object, @Nullable Object> {
        private static final long serialVersionUID = 1L;

        private final int most;

        BoundedMap(int most) {
            this.most = most;
        }

        @Override
        public @Nullable Object put(Object key, @Nullable Object value) {
            check(OF_WHOLE, containsKey(key) ? size() : size() + 1, most);
            checkThere(value);
            return super.put(key, value);
        }
    }

    private static void checkThere(@Nullable Object element) {
        if (element == null) {
            throw new InvalidInput(List.of(new InvalidInput.FieldError("", "required", Map.of())));
        }
    }

    private static void check(String field, int count, int most) {
        if (count > most) {
            throw new InvalidInput(List.of(new InvalidInput.FieldError(field, "too-many", Map.of("max", most))));
        }
    }
}
