package org.shuguan.server.census;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;
import org.shuguan.server.frontendhost.FrontEndHosts;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Component;

/// Checks what a person enters about a source.
@Component
class SourceForm {
    private static final int LONGEST = 200;
    private static final int LONGEST_DOCUMENT = 4_000_000;

    private final DriverFolder drivers;
    private final Addresses addresses;
    private final FrontEndHosts frontEndHosts;

    SourceForm(DriverFolder drivers, Addresses addresses, FrontEndHosts frontEndHosts) {
        this.drivers = drivers;
        this.addresses = addresses;
        this.frontEndHosts = frontEndHosts;
    }

    /// @param secretNeeded whether no secret is stored
    /// @param unit whose source it is
    InvalidInput.Check check(Census.Entered entered, boolean secretNeeded, UnitCode unit) {
        UUID through = entered.through();
        var check = new InvalidInput.Check()
                .that(!entered.name().isBlank(), "name", "required")
                .that(entered.name().length() <= LONGEST, "name", "too-long", Map.of("max", LONGEST))
                .that(
                        through == null
                                || frontEndHosts.of(unit).stream()
                                        .anyMatch(host -> host.id().equals(through)),
                        "through",
                        "front-end-host-unknown");
        if (entered.kind() == SourceRecord.Kind.FILES) {
            return check.that(through == null || given(entered.database()), "database", "required");
        }
        if (entered.kind() == SourceRecord.Kind.HTTP) {
            return checkHttp(check, entered);
        }
        String host = entered.host() == null ? "" : entered.host().strip();
        boolean driven = entered.kind() == SourceRecord.Kind.JDBC;
        return check.that(
                        !driven
                                || (through != null && given(entered.driver()))
                                || drivers.now()
                                        .kind(String.valueOf(entered.driver()))
                                        .isPresent(),
                        "kind",
                        "driver-unknown")
                .that(!host.isEmpty(), "host", "required")
                .that(host.isEmpty() || through != null || addresses.allowed(host), "host", "host-closed")
                .that(entered.port() != null, "port", "required")
                .that(entered.port() == null || (entered.port() > 0 && entered.port() < 65536), "port", "port-range")
                .that(given(entered.database()), "database", "required")
                .that(given(entered.user()), "user", "required")
                .that(!secretNeeded || given(entered.secret()), "secret", "required");
    }

    /// A document given as text has no origin, so the base address is required.
    private InvalidInput.Check checkHttp(InvalidInput.Check check, Census.Entered entered) {
        String document = entered.document() == null ? "" : entered.document();
        boolean text = !Source.Http.isAddress(document);
        check.that(!document.isBlank(), "document", "required")
                .that(document.length() <= LONGEST_DOCUMENT, "document", "too-long", Map.of("max", LONGEST_DOCUMENT))
                .that(!text || document.isBlank() || given(entered.base()), "base", "base-needed");
        if (!text) {
            checkAddress(check, "document", document, entered.through());
        }
        return given(entered.base())
                ? checkAddress(check, "base", String.valueOf(entered.base()), entered.through())
                : check;
    }

    /// What a front-end host may connect to is decided in its network.
    private InvalidInput.Check checkAddress(
            InvalidInput.Check check, String field, String text, @Nullable UUID through) {
        Optional<URI> address = Source.Http.address(text);
        return check.that(address.isPresent(), field, "address-web")
                .that(
                        address.isEmpty()
                                || through != null
                                || addresses.allowed(address.get().getHost()),
                        field,
                        "host-closed");
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
