package org.shuguan.server.identity;

import java.time.Clock;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Denies by default: without sign-in only the public paths are accessible.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            HandlerExceptionResolver handlerExceptionResolver,
            Identity identity,
            Settings settings,
            Clock clock) {
        AccessDeniedHandler denied = (request, response, refused) -> handlerExceptionResolver.resolveException(
                request,
                response,
                null,
                refused instanceof CsrfException ? new CsrfMissing() : new org.shuguan.server.platform.Forbidden());
        return http.csrf(csrf -> csrf.spa())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                        .frameOptions(frames -> frames.deny()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> anonymous.disable())
                .logout(logout -> logout.disable())
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, refused) ->
                                handlerExceptionResolver.resolveException(request, response, null, new NotSignedIn()))
                        .accessDeniedHandler(denied))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/public/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/session", "/api/session/second-factor")
                        .permitAll()
                        .requestMatchers("/api/**", "/actuator/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .addFilterBefore(
                        new SessionLimits(
                                identity,
                                settings.minutes("identity.longest-session"),
                                clock,
                                handlerExceptionResolver),
                        AuthorizationFilter.class)
                .build();
    }

    @Bean
    static SessionIds sessionIds() {
        return new SessionIds();
    }

    /// Spring Session takes the ids from the bean above.
    @Bean
    static BeanPostProcessor storedSessions(ObjectProvider<SessionIds> ids) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JdbcIndexedSessionRepository repository
                        ? new StoredSessions<>(repository, ids.getObject())
                        : bean;
            }
        };
    }

    @Bean
    SecurityContextRepository securityContextRepository() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
