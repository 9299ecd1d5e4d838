package org.shuguan.server.platform;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/// Security of an interface for programs whose module checks a token or a proof in each request itself. There is no
/// session and no cookie, so that no other site can send such a request.
public final class SessionlessSecurity {
    private SessionlessSecurity() {}

    /// The chain of all addresses below a path.
    public static SecurityFilterChain below(String root, HttpSecurity http) {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(root + "/**"))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> anonymous.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
