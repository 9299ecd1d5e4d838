package org.shuguan.server.client;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Our clients as the authorization server knows them, and how they prove themselves.
@Component
class RegisteredClients implements RegisteredClientRepository {
    private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(6);
    private static final int LONGEST_ID = 200;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final Clients clients;
    private final Tokens tokens;
    private final Setting<Duration> validity;
    private final Clock clock;

    RegisteredClients(Clients clients, Tokens tokens, Settings settings, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.validity = settings.minutes("client.token");
        this.clock = clock;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are registered by MachineClients");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    @Transactional(readOnly = true)
    public @Nullable RegisteredClient findByClientId(String id) {
        return Tokens.uuid(id)
                .flatMap(clients::find)
                .filter(client -> client.state() == Client.State.ACTIVE && tokens.exists(client.unit()))
                .map(this::registered)
                .orElse(null);
    }

    private RegisteredClient registered(Client client) {
        List<Clients.Credential> valid = clients.credentials(client.id(), clock.instant());
        String secrets = valid.stream()
                .filter(one -> one.kind().equals("secret"))
                .map(Clients.Credential::content)
                .collect(Collectors.joining(" "));
        RegisteredClient.Builder registered = RegisteredClient.withId(
                        client.id().toString())
                .clientId(client.id().toString())
                .clientName(client.name())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(client.scopeList()))
                .clientSettings(ClientSettings.builder()
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                        .accessTokenTimeToLive(validity.today())
                        .build());
        if (!secrets.isEmpty()) {
            registered
                    .clientSecret(secrets)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        }
        if (secrets.isEmpty() || valid.stream().anyMatch(one -> one.kind().equals("keys"))) {
            registered.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        }
        return registered.build();
    }

    /// Reads assertions that are signed with one of the client's keys.
    JwtDecoder decoder(RegisteredClient client) {
        UUID id = UUID.fromString(client.getClientId());
        List<JWK> keys = clients.credentials(id, clock.instant()).stream()
                .filter(one -> one.kind().equals("keys"))
                .flatMap(one -> PublicKeys.parse(one.content()).getKeys().stream())
                .toList();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(new JWKSet(keys))));
        // The claims are checked below.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(assertion -> isRight(assertion, id)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_client")));
        return decoder;
    }

    /// RFC 7523: issued by the client about itself for this platform, valid for some minutes, used for the first time.
    private boolean isRight(Jwt assertion, UUID client) {
        Instant now = clock.instant();
        Instant end = assertion.getExpiresAt();
        Instant begin = assertion.getNotBefore();
        String jti = assertion.getId();
        String id = client.toString();
        return id.equals(assertion.getClaimAsString("iss"))
                && id.equals(assertion.getSubject())
                && Objects.requireNonNullElse(assertion.getAudience(), List.of())
                        .contains(TokenEndpoint.AUDIENCE)
                && end != null
                && end.isAfter(now)
                && end.isBefore(now.plus(LONGEST_ASSERTION))
                && (begin == null || !begin.isAfter(now.plusSeconds(60)))
                && jti != null
                && jti.length() <= LONGEST_ID
                && clients.use(client, jti, end, now);
    }

    /// Compares a secret with the hashes of the valid ones.
    static final class SecretHashes implements PasswordEncoder {
        @Override
        public String encode(@Nullable CharSequence secret) {
            return OneTimeSecret.hash(String.valueOf(secret));
        }

        @Override
        public boolean matches(@Nullable CharSequence secret, @Nullable String hashes) {
            if (secret == null || hashes == null) {
                return false;
            }
            byte[] given = encode(secret).getBytes(StandardCharsets.US_ASCII);
            return Arrays.stream(hashes.split(" "))
                    .anyMatch(hash -> MessageDigest.isEqual(given, hash.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
