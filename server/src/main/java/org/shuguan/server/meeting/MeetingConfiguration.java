package org.shuguan.server.meeting;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MeetingConfiguration {
    @Bean
    Permissions meetingPermissions() {
        return Permissions.of("meeting", MeetingPermission.class);
    }
}
