package org.shuguan.server.comment;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommentConfiguration {
    @Bean
    Permissions commentPermissions() {
        return Permissions.of("comment", CommentPermission.class);
    }
}
