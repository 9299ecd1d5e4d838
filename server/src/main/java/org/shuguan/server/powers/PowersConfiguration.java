package org.shuguan.server.powers;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PowersConfiguration {
    @Bean
    Permissions powersPermissions() {
        return Permissions.of("powers", PowerPermission.class);
    }
}
