package org.shuguan.server.approval;

import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.shuguan.server.platform.DatabaseRoles;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    /// The engine creates its tables at its start, in a schema that our migrations create: so they must run first.
    /// Where the database has an owner, the tables are the owner's: an engine of the owner's makes or
    /// upgrades them, and the application's only checks that their version is its own.
    ///
    /// @param migrations only to run the migrations first
    @Bean
    EngineConfigurationConfigurer<SpringProcessEngineConfiguration> engineAfterMigrations(
            FlywayMigrationInitializer migrations, DatabaseRoles roles) {
        return configuration -> {
            configuration.setDatabaseSchema("flowable");
            // The engine's safe mode of schema validation treats white space as content on this JDK. The files
            // belong to the operator and do not come from outside.
            configuration.setEnableSafeBpmnXml(false);
            roles.owner().ifPresent(owner -> {
                if (!isUpToDate(owner)) {
                    createTables(owner);
                    roles.grant();
                }
                configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
            });
        };
    }

    private static boolean isUpToDate(DataSource owner) {
        JdbcClient jdbc = JdbcClient.create(owner);
        return jdbc.sql("select to_regclass('flowable.act_ge_property') is not null")
                        .query(Boolean.class)
                        .single()
                && jdbc.sql("""
                                select count(*) from flowable.act_ge_property
                                 where name_ in ('schema.version', 'common.schema.version') and value_ = :version
                                """)
                                .param("version", ProcessEngine.VERSION)
                                .query(Integer.class)
                                .single()
                        == 2;
    }

    private static void createTables(DataSource owner) {
        var tables = new StandaloneProcessEngineConfiguration();
        tables.setEngineName("tables")
                .setDataSource(owner)
                .setDatabaseSchema("flowable")
                .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        tables.setDisableIdmEngine(true);
        tables.setDisableEventRegistry(true);
        tables.buildProcessEngine().close();
    }
}
