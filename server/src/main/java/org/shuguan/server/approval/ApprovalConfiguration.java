package org.shuguan.server.approval;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {
    @Bean
    Permissions approvalPermissions() {
        return Permissions.of("approval", ApprovalPermission.class);
    }
}
