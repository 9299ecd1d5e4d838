package org.shuguan.server.cockpit;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CockpitConfiguration {
    @Bean
    Permissions cockpitPermissions() {
        return Permissions.of("cockpit", CockpitPermission.class);
    }
}
