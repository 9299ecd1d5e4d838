package org.shuguan.server.followup;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FollowUpConfiguration {
    @Bean
    Permissions followUpPermissions() {
        return Permissions.of("followup", FollowUpPermission.class);
    }
}
