package org.shuguan.server.search;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean
    Permissions searchPermissions() {
        return Permissions.of("search", SearchPermission.class);
    }
}
