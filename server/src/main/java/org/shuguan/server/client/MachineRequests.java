package org.shuguan.server.client;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.OfficerId;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Admits a request with a token to the endpoints of the token's scopes, in the name of the client's unit; refuses
/// every other.
final class MachineRequests extends OncePerRequestFilter {
    /// The client, for the audit.
    private record Machine(String name) implements Principal, Serializable {
        @Override
        public String getName() {
            return name;
        }
    }

    private final Tokens tokens;
    private final HandlerExceptionResolver problems;

    MachineRequests(Tokens tokens, HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Clients.Machine> machine = tokens.machine(Objects.requireNonNull(TokenEndpoint.token(request)));
        if (machine.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.resolveException(request, response, null, ClientRefused.token());
            return;
        }
        String name = tokens.name(machine.get());
        // Before the scope is checked: the record of refused acts names the client.
        signIn(name);
        Optional<MachineScope> scope = MachineScope.neededBy(request)
                .filter(needed ->
                        Arrays.asList(machine.get().scopes().split(" ")).contains(needed.word()));
        if (scope.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
            problems.resolveException(request, response, null, ClientRefused.outOfScope());
            return;
        }
        request.setAttribute(
                Actor.class.getName(),
                new Actor(
                        machine.get().client(),
                        name,
                        new OfficerId(machine.get().client()),
                        name,
                        scope.get().capacities(machine.get().unit())));
        chain.doFilter(request, response);
    }

    private static void signIn(String name) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(new Machine(name), null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
