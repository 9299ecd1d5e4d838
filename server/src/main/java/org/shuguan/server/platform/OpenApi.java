package org.shuguan.server.platform;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Adds to the API description what our records imply: components without `@Nullable` are required, and operation
/// ids begin with the module's name.
@Configuration(proxyBeanMethods = false)
class OpenApi {
    @Bean
    ModelResolver schemaNames(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new SchemaNames()).openapi31(true);
    }

    @Bean
    ModelConverter requiredUnlessNullable() {
        return new RequiredUnlessNullable();
    }

    @Bean
    OperationCustomizer operationNames() {
        return (operation, handler) -> {
            Class<?> controller = handler.getBeanType();
            String noun = controller.getSimpleName().replace("Controller", "");
            return operation.operationId(
                    module(controller) + "_" + noun + "_" + handler.getMethod().getName());
        };
    }

    private static String module(Class<?> controller) {
        ApiModule named = controller.getAnnotation(ApiModule.class);
        String holding = controller.getPackageName();
        return named != null ? named.value() : holding.substring(holding.lastIndexOf('.') + 1);
    }

    /// Names a schema by its class without the package, `CatalogController.EntryPage`, so that the generated
    /// client does not change when a class moves to another package.
    private static final class SchemaNames extends TypeNameResolver {
        private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

        /// If another class already has the name, the package is put before it. A test rejects such names, because
        /// an exception here would only omit the schema.
        @Override
        protected String getNameOfClass(Class<?> type) {
            String name =
                    type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
            Class<?> known = named.putIfAbsent(name, type);
            return known == null || known == type ? name : type.getName().replace('$', '.');
        }
    }

    private static final class RequiredUnlessNullable implements ModelConverter {
        @Override
        @SuppressWarnings("rawtypes") // the library's own signature
        public @Nullable Schema resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            if (!chain.hasNext()) {
                return null;
            }
            Schema schema = chain.next().resolve(type, context, chain);
            Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
            if (schema != null && raw.isRecord()) {
                Schema<?> model = schema.get$ref() == null ? schema : defined(schema, context);
                if (model != null && model.getProperties() != null) {
                    Arrays.stream(raw.getRecordComponents())
                            .filter(component -> !nullable(component))
                            .map(RecordComponent::getName)
                            .filter(model.getProperties()::containsKey)
                            .filter(name -> model.getRequired() == null
                                    || !model.getRequired().contains(name))
                            .forEach(model::addRequiredItem);
                }
            }
            return schema;
        }

        private static @Nullable Schema<?> defined(Schema<?> reference, ModelConverterContext context) {
            String path = reference.get$ref();
            return context.getDefinedModels().get(path.substring(path.lastIndexOf('/') + 1));
        }

        private static boolean nullable(RecordComponent component) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }
}
