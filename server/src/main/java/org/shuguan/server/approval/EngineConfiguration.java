package org.shuguan.server.approval;

import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    /// The engine makes its tables when it starts, in a schema that our migrations make: so they come first.
    ///
    /// @param migrations taken for their order alone
    @Bean
    EngineConfigurationConfigurer<SpringProcessEngineConfiguration> engineAfterMigrations(
            FlywayMigrationInitializer migrations) {
        return configuration -> {
            configuration.setDatabaseSchema("flowable");
            // Its other way of checking a file against the schema takes white space for content on this JDK. The files
            // are the operator's own, not something that arrives from outside.
            configuration.setEnableSafeBpmnXml(false);
        };
    }
}
