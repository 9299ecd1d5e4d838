package org.shuguan.server.registry;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegisterConfiguration {
    @Bean
    Permissions registerPermissions() {
        return Permissions.of("register", RegisterPermission.class);
    }
}
