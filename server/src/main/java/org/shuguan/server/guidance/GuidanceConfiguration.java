package org.shuguan.server.guidance;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuidanceConfiguration {
    @Bean
    Permissions guidancePermissions() {
        return Permissions.of("guidance", GuidancePermission.class);
    }
}
