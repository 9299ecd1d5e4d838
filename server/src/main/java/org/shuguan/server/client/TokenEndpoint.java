package org.shuguan.server.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Tokens for machine clients at `POST /oauth2/token` (RFC 6749 4.4), and requests with such tokens. Of the
/// authorization server only this endpoint is open.
@Configuration(proxyBeanMethods = false)
class TokenEndpoint {
    /// The audience of signed assertions. Not the address: the `Host` header of a request is not trusted.
    static final String AUDIENCE = "urn:shuguan";

    private static final String PATH = "/oauth2/token";

    @Bean
    @Order(1)
    SecurityFilterChain tokenRequestSecurity(
            HttpSecurity http,
            RegisteredClients registered,
            Tokens tokens,
            Settings settings,
            HandlerExceptionResolver handlerExceptionResolver) {
        var authorizations = new IssuedTokens(tokens);
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .with(
                        server,
                        configured -> configured
                                .registeredClientRepository(registered)
                                .authorizationService(authorizations)
                                .authorizationServerSettings(AuthorizationServerSettings.builder()
                                        .tokenEndpoint(PATH)
                                        .build())
                                .tokenGenerator(new OAuth2AccessTokenGenerator())
                                .clientAuthentication(clients -> clients.authenticationProviders(providers -> {
                                            providers.clear();
                                            var secrets =
                                                    new ClientSecretAuthenticationProvider(registered, authorizations);
                                            secrets.setPasswordEncoder(new RegisteredClients.SecretHashes());
                                            providers.add(secrets);
                                            var assertions = new JwtClientAssertionAuthenticationProvider(
                                                    registered, authorizations);
                                            assertions.setJwtDecoderFactory(registered::decoder);
                                            providers.add(assertions);
                                        })
                                        .errorResponseHandler((request, response, refused) ->
                                                refuse(tokens, request, response, refused)))
                                .tokenEndpoint(endpoint -> endpoint.errorResponseHandler(
                                        (request, response, refused) -> refuse(tokens, request, response, refused))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                // A request that names no client.
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, refused) ->
                        refuse(tokens, request, response, new OAuth2AuthenticationException("invalid_client"))))
                .addFilterBefore(
                        new TokenThrottle(settings.number("client.requests"), handlerExceptionResolver),
                        SecurityContextHolderFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain machineRequestSecurity(
            HttpSecurity http, Tokens tokens, HandlerExceptionResolver handlerExceptionResolver) {
        RequestMatcher api = PathPatternRequestMatcher.withDefaults().matcher("/api/**");
        return http.securityMatcher(request -> token(request) != null && api.matches(request))
                // No cookie is read here, so that no other site can send such a request.
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> anonymous.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(new MachineRequests(tokens, handlerExceptionResolver), AuthorizationFilter.class)
                .build();
    }

    /// The token of a request, null if it has none.
    static @Nullable String token(HttpServletRequest request) {
        return MachineTokens.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /// The client as the request names it: as the user name of basic authentication, which is what is checked if there
    /// is one, else in the form.
    static @Nullable String client(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "basic ", 0, 6)) {
            return request.getParameter("client_id");
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /// The error codes of RFC 6749 without descriptions, which would help to guess.
    private static void refuse(
            Tokens tokens, HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        String error = refused instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : "invalid_request";
        tokens.refused(client(request), error);
        response.setStatus(error.equals("invalid_client") ? 401 : 400);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write("{\"error\":\"" + error.replaceAll("[^a-z_]", "") + "\"}");
    }

    /// Stores the hashes of issued tokens. Nothing else of an authorization is kept: there are no other grants.
    private record IssuedTokens(Tokens tokens) implements OAuth2AuthorizationService {
        @Override
        public void save(OAuth2Authorization authorization) {
            var token = Objects.requireNonNull(authorization.getAccessToken()).getToken();
            Instant issued = Objects.requireNonNull(token.getIssuedAt());
            tokens.issue(
                    token.getTokenValue(),
                    UUID.fromString(authorization.getRegisteredClientId()),
                    String.join(" ", token.getScopes()),
                    issued,
                    Objects.requireNonNull(token.getExpiresAt()));
        }

        @Override
        public void remove(OAuth2Authorization authorization) {
            throw new UnsupportedOperationException("tokens end with their time or their client");
        }

        @Override
        public @Nullable OAuth2Authorization findById(String id) {
            return null;
        }

        @Override
        public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
            return null;
        }
    }
}
