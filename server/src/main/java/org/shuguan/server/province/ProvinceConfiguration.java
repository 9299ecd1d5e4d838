package org.shuguan.server.province;

import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProvinceConfiguration {
    @Bean
    Permissions provincePermissions() {
        return Permissions.of("province", ProvincePermission.class);
    }
}
