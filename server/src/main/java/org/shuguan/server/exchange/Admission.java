package org.shuguan.server.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.client.MachineTokens;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.GrantChanged;
import org.shuguan.server.sharing.Grants;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Who may call, by which grant, and whether the grant's limits let the call pass.
@Component
class Admission {
    /// How long another node may answer by a grant that was suspended.
    private static final Duration OBEYED = Duration.ofSeconds(1);

    private record Reader(UUID client, UnitCode unit) {}

    private final MachineTokens tokens;
    private final Grants grants;
    private final Leases leases;
    private final Clock clock;
    private final Cache<Reader, List<Grant>> inForce =
            Caffeine.newBuilder().expireAfterWrite(OBEYED).maximumSize(100_000).build();
    private final Cache<UUID, Optional<Grant>> known =
            Caffeine.newBuilder().expireAfterWrite(OBEYED).maximumSize(100_000).build();

    Admission(MachineTokens tokens, Grants grants, Leases leases, Clock clock) {
        this.tokens = tokens;
        this.grants = grants;
        this.leases = leases;
        this.clock = clock;
    }

    /// This node obeys at once, others within a second. After the commit, because a call meanwhile would remember the
    /// grant as it was.
    @EventListener
    void changed(GrantChanged event) {
        AfterCommit.run(() -> {
            inForce.invalidateAll();
            known.invalidateAll();
        });
    }

    /// The client of a request.
    ///
    /// @throws ExchangeRefused without a valid token of the scope
    Machine machine(Request request) {
        Machine machine = (request.token() == null ? Optional.<Machine>empty() : tokens.machine(request.token()))
                .orElseThrow(ExchangeRefused::token);
        if (!machine.scopes().contains(MachineTokens.EXCHANGE)) {
            throw ExchangeRefused.scope();
        }
        return machine;
    }

    /// The grant by which a client reads a resource.
    ///
    /// @param number of the grant, null if the request does not say
    Grant grant(Machine machine, String resource, @Nullable String number) {
        if (!ResourceCode.isOne(resource)) {
            throw ExchangeRefused.noGrant();
        }
        ResourceCode code = new ResourceCode(resource);
        List<Grant> wanted = inForce(machine).stream()
                .filter(grant -> grant.resource().equals(code))
                .filter(grant -> number == null || grant.number().equals(number))
                .toList();
        if (wanted.isEmpty()) {
            throw ExchangeRefused.noGrant();
        }
        if (wanted.size() > 1) {
            throw ExchangeRefused.severalGrants(
                    wanted.stream().map(Grant::number).collect(Collectors.joining(", ")));
        }
        return wanted.getFirst();
    }

    /// The grants that a client may use now.
    List<Grant> inForce(Machine machine) {
        return inForce.get(
                new Reader(machine.client(), machine.unit()), reader -> grants.inForce(reader.client(), reader.unit()));
    }

    /// Whether a grant is in force and still what it was at this change.
    boolean stands(UUID grant, long change) {
        return known.get(grant, grants::find)
                .filter(found -> found.change() == change && found.inForceOn(CityTime.today(clock)))
                .isPresent();
    }

    /// Takes the call from what the grant allows.
    void admit(CallInProgress call, Grant grant, Grant.Mode mode) {
        if (!grant.modes().contains(mode)) {
            throw ExchangeRefused.mode(mode);
        }
        if (!Networks.contain(grant.limits().addresses(), call.request.address())) {
            throw ExchangeRefused.address(call.request.address());
        }
        Grant.Hours hours = grant.limits().hours();
        Instant now = clock.instant();
        if (hours != null && !hours.contain(LocalTime.ofInstant(now, CityTime.ZONE))) {
            throw ExchangeRefused.hours(hours.from(), hours.to());
        }
        Leases.Left second = leases.take(
                        grant.id(), Leases.Span.SECOND, grant.limits().perSecond())
                .orElseThrow(() -> ExchangeRefused.rate(grant.limits().perSecond()));
        Leases.Left day = leases.take(
                        grant.id(), Leases.Span.DAY, grant.limits().perDay())
                .orElseThrow(() -> ExchangeRefused.quota(grant.limits().perDay(), Leases.Span.DAY.seconds(now)));
        call.headers.put("ratelimit-policy", RateLimits.policy(second.limit(), day.limit()));
        call.headers.put("ratelimit", RateLimits.left(second, day));
    }
}
