package org.shuguan.server.census;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CensusConfiguration {
    @Bean
    Permissions censusPermissions() {
        return Permissions.of("census", CensusPermission.class);
    }
}
