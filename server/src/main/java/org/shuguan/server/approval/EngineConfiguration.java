package org.shuguan.server.approval;

import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    /// The engine creates its tables at its start, in a schema that our migrations create: so they must run first.
    ///
    /// @param migrations only to run the migrations first
    @Bean
    EngineConfigurationConfigurer<SpringProcessEngineConfiguration> engineAfterMigrations(
            FlywayMigrationInitializer migrations) {
        return configuration -> {
            configuration.setDatabaseSchema("flowable");
            // The engine's safe mode of schema validation treats white space as content on this JDK. The files
            // belong to the operator and do not come from outside.
            configuration.setEnableSafeBpmnXml(false);
        };
    }
}
