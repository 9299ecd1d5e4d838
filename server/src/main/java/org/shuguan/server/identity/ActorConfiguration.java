package org.shuguan.server.identity;

import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ActorConfiguration implements WebMvcConfigurer {
    private final Identity identity;
    private final FreshFactor fresh;

    ActorConfiguration(Identity identity, FreshFactor fresh) {
        this.identity = identity;
        this.fresh = fresh;
        org.springdoc.core.utils.SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    @Bean
    static Permissions rulePermissions() {
        return Permissions.of("settings", RulePermission.class);
    }

    @Bean
    static Permissions accountPermissions() {
        return Permissions.of("account", AccountPermission.class);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FreshFactor.OfSensitiveActs(fresh));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new SignedInActor.ActorArgument(identity));
    }
}
