package org.shuguan.server.job;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {
    @Bean
    Permissions jobPermissions() {
        return Permissions.of("job", JobPermission.class);
    }
}
