package org.shuguan.server.quality;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QualityConfiguration {
    @Bean
    Permissions qualityPermissions() {
        return Permissions.of("quality", QualityPermission.class);
    }
}
