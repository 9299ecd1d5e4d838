package org.shuguan.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/// The application on a database and a home that the test brings, without what other tests add to it.
public final class SeparateServer {
    private SeparateServer() {}

    /// @param arguments the database's address (its user is `postgres`), the home, and what the beans of this
    /// test read
    /// @param more beans of this test
    public static ConfigurableApplicationContext start(String[] arguments, Class<?>... more) {
        Class<?>[] sources = new Class<?>[more.length + 1];
        sources[0] = Shuguan.class;
        System.arraycopy(more, 0, sources, 1, more.length);
        var application = new SpringApplication(sources);
        application.setInitializers(application.getInitializers().stream()
                .filter(one -> !(one instanceof FreshDatabase))
                .<ApplicationContextInitializer<?>>map(one -> one)
                .toList());
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("noOtherTests", new NoOtherTests()));
        Map<String, Object> properties = new HashMap<>(FreshDatabase.properties(arguments[0], arguments[1]));
        properties.put("spring.datasource.username", "postgres");
        properties.put("shuguan.single-node", "true");
        properties.put("server.port", "0");
        application.setDefaultProperties(properties);
        return application.run(arguments);
    }

    /// Excludes the beans that other tests add to the application.
    private static final class NoOtherTests extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
            return reader.getAnnotationMetadata().hasAnnotation(TestConfiguration.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoOtherTests;
        }

        @Override
        public int hashCode() {
            return NoOtherTests.class.hashCode();
        }
    }
}
