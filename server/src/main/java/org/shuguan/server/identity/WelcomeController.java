package org.shuguan.server.identity;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The page of a one-time link. The token comes in the body, never in an address.
@RestController
@RequestMapping("/api/public/welcome")
class WelcomeController {
    private static final int LONGEST = 1000;

    record Opened(@Nullable String token) {}

    record Chosen(
            @Nullable String token,
            @Nullable String code,
            @Nullable String next) {}

    private final Welcome welcome;
    private final SignInThrottle door;
    private final CurrentActor origins;

    WelcomeController(Welcome welcome, SignInThrottle door, CurrentActor origins) {
        this.welcome = welcome;
        this.door = door;
        this.origins = origins;
    }

    @PostMapping("/look")
    Welcome.Guest look(@RequestBody Opened opened) {
        return door.pass(origins.origin(), () -> welcome.look(text(opened.token())));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void choose(@RequestBody Chosen chosen) {
        String next = text(chosen.next());
        new InvalidInput.Check()
                .that(!next.isEmpty(), "next", "required")
                .that(next.length() <= LONGEST, "next", "too-long", java.util.Map.of("max", LONGEST))
                .orRefuse();
        door.pass(origins.origin(), () -> {
            welcome.redeem(text(chosen.token()), text(chosen.code()), next);
            return true;
        });
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
