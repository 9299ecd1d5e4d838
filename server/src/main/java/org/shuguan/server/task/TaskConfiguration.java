package org.shuguan.server.task;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TaskConfiguration {
    @Bean
    Permissions taskPermissions() {
        return Permissions.of("task", TaskPermission.class);
    }
}
