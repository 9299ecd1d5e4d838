package org.shuguan.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.OneTimeSecret;
import org.springframework.stereotype.Service;

/// Tokens of machine clients, for modules that answer machines outside of `/api`.
@Service
public class MachineTokens {
    /// The scope for data that are granted to the client's unit.
    public static final String EXCHANGE = "exchange:read";

    /// The scope for sending rows of the unit's own entries.
    public static final String COLLECT = "collect:write";

    /// A client that sent a valid token.
    public record Machine(UUID client, String name, UnitCode unit, Set<String> scopes) {}

    private static final String BEARER = "bearer ";
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Tokens tokens;
    /// By the tokens' hashes. Outside of [Tokens], whose methods begin a transaction each time.
    private final Cache<String, Optional<Machine>> remembered =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    MachineTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The client of a valid token. A result may be a second old: an ended client is refused a second later.
    public Optional<Machine> machine(String token) {
        return remembered.get(
                OneTimeSecret.hash(token),
                hash -> tokens.machine(token)
                        .map(found -> new Machine(
                                found.client(),
                                found.name(),
                                found.unit(),
                                Set.of(found.scopes().split(" ")))));
    }

    /// The token of an `Authorization` field, null if it has none.
    public static @Nullable String bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
