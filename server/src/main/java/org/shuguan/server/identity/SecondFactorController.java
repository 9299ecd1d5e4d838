package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user's own second factor.
@RestController
@RequestMapping("/api/session/second-factor")
class SecondFactorController {
    /// @param password the present one; only needed if the sign-in was not a short time ago
    record Enrolment(@Nullable String password) {}

    record Code(@Nullable String code) {}

    /// @param codes shown only once
    record RecoveryCodes(List<String> codes) {}

    private final SecondFactor factor;
    private final FreshFactor fresh;
    private final Identity identity;
    private final SignInThrottle door;
    private final CurrentActor origins;
    private final OpenSessions sessions;

    SecondFactorController(
            SecondFactor factor,
            FreshFactor fresh,
            Identity identity,
            SignInThrottle door,
            CurrentActor origins,
            OpenSessions sessions) {
        this.factor = factor;
        this.fresh = fresh;
        this.identity = identity;
        this.door = door;
        this.origins = origins;
        this.sessions = sessions;
    }

    @GetMapping
    SecondFactor.State state(Actor actor) {
        return factor.state(actor);
    }

    /// Offers a new secret. Who has a factor must have given a code a short time ago, who has none the password.
    @PostMapping("/enrolment")
    SecondFactor.Offer enrol(@RequestBody Enrolment enrolment, Actor actor, HttpServletRequest request) {
        fresh.must(actor, request);
        if (!factor.has(actor.account()) && !signedInShortlyAgo()) {
            checkPassword(actor, enrolment.password());
        }
        return factor.offer(actor);
    }

    /// Makes the offered secret the factor.
    @PostMapping("/confirmation")
    RecoveryCodes confirm(@RequestBody Code code, Actor actor, HttpServletRequest request) {
        fresh.must(actor, request);
        List<String> codes = factor.confirm(actor, code.code());
        fresh.given(request.getSession());
        sessions.endAllBut(actor.name(), request.getSession().getId());
        return new RecoveryCodes(codes);
    }

    /// Gives a code for the sensitive acts of the next minutes.
    @PostMapping("/fresh")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refresh(@RequestBody Code code, Actor actor, HttpServletRequest request) {
        factor.prove(actor.account(), code.code());
        fresh.given(request.getSession());
    }

    @PostMapping("/recovery-codes")
    RecoveryCodes renewCodes(Actor actor, HttpServletRequest request) {
        fresh.must(actor, request);
        return new RecoveryCodes(factor.renewCodes(actor));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(Actor actor, HttpServletRequest request) {
        fresh.must(actor, request);
        factor.giveUp(actor);
    }

    /// Forgets all devices that do not ask for the code.
    @DeleteMapping("/devices")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetDevices(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        factor.forgetDevices(actor);
        KnownDeviceCookie.set(null, Duration.ZERO, request, response);
    }

    private boolean signedInShortlyAgo() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getPrincipal() instanceof SignedInAccount account
                && fresh.isFresh(Instant.ofEpochMilli(account.signedInAtMillis()));
    }

    private void checkPassword(Actor actor, @Nullable String password) {
        var check = new InvalidInput.Check();
        check.that(password != null && !password.isEmpty(), "password", "required")
                .orRefuse();
        boolean right =
                door.checks(origins.origin(), () -> identity.isPassword(actor.account(), String.valueOf(password)));
        check.that(right, "password", "password-wrong").orRefuse();
    }
}
