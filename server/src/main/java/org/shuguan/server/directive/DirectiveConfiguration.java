package org.shuguan.server.directive;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DirectiveConfiguration {
    @Bean
    Permissions directivePermissions() {
        return Permissions.of("directive", DirectivePermission.class);
    }
}
