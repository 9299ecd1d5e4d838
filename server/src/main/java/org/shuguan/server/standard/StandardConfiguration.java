package org.shuguan.server.standard;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StandardConfiguration {
    @Bean
    Permissions standardPermissions() {
        return Permissions.of("standard", StandardPermission.class);
    }
}
