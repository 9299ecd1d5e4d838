package org.shuguan.server.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// What a machine client may read or send. All endpoints that no scope names are closed to machines.
enum MachineScope {
    /// the published catalog of the city
    CATALOG_READ(
            "catalog:read",
            false,
            "/api/catalog/search",
            "/api/catalog/entries",
            "/api/catalog/entries/{entry:[0-9a-f-]{36}}"),
    /// the inventory report of the client's own unit
    CENSUS_READ("census:read", true, "/api/census/units/{code}/inventory.{format}"),
    /// the data that are granted to the client's unit; these paths are not below `/api`
    EXCHANGE_READ(MachineTokens.EXCHANGE, false),
    /// rows of the unit's own entries, sent to be collected; these paths are not below `/api`
    COLLECT_WRITE(MachineTokens.COLLECT, false);

    private final String word;
    private final boolean ofTheUnit;

    @SuppressWarnings("ImmutableEnumChecker") // matchers have no state
    private final RequestMatcher paths;

    MachineScope(String word, boolean ofTheUnit, String... paths) {
        this.word = word;
        this.ofTheUnit = ofTheUnit;
        List<RequestMatcher> matchers = Arrays.stream(paths)
                .map(path -> (RequestMatcher)
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path))
                .toList();
        this.paths = matchers.isEmpty() ? request -> false : new OrRequestMatcher(matchers);
    }

    @JsonValue
    String word() {
        return word;
    }

    @JsonCreator
    static MachineScope of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no scope"));
    }

    /// The scope that a request needs; empty if no machine may send it.
    static Optional<MachineScope> neededBy(HttpServletRequest request) {
        return Arrays.stream(values())
                .filter(scope -> scope.paths.matches(request))
                .findFirst();
    }

    /// As whom a machine reads within this scope: as an official without a role, or as a steward of its unit.
    List<Capacity> capacities(UnitCode unit) {
        return ofTheUnit ? List.of(Capacity.own(Role.DATA_STEWARD, unit)) : List.of();
    }
}
