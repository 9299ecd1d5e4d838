package org.shuguan.server.frontendhost;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.shuguan.dataplane.agent.Proof;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.dataplane.agent.Wire;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// Decides which front-end host a request comes from. The body is read only after its sender has proven who it is, and
/// never more than [Wire#MOST_BYTES].
@Component
class AgentRequests {
    private final Hosts hosts;
    private final Nonces nonces;
    private final Clock clock;
    private final Instant started;

    AgentRequests(Hosts hosts, Nonces nonces, Clock clock) {
        this.hosts = hosts;
        this.nonces = nonces;
        this.clock = clock;
        this.started = clock.instant();
    }

    /// A request of an enrolled front-end host.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Proven(FrontEndHost host, int protocol, byte[] body) {
        <T> T as(Class<T> type) {
            return json(body, type);
        }
    }

    /// @throws HostRefused if it is not proven, or the host was ended
    Proven proven(HttpServletRequest request) {
        Proof proof = proof(request);
        FrontEndHost host = hosts.find(id(proof.host())).orElseThrow(HostRefused::notProven);
        PublicKey key = Proof.key(host.publicKey()).orElseThrow(HostRefused::notProven);
        if (!proof.isBy(key, request.getMethod(), request.getRequestURI())) {
            throw HostRefused.notProven();
        }
        if (host.state() == FrontEndHost.State.ENDED) {
            throw HostRefused.ended(String.valueOf(host.endReason()));
        }
        byte[] body = body(request, proof);
        nonces.use(host.id(), proof.nonce(), proof.time(), clock.millis());
        return new Proven(host, proof.protocol(), body);
    }

    /// A request of a program that wants to become a front-end host.
    record Applicant(Wire.Enrol wants, String key, int protocol) {}

    /// A request that proves that its sender has the key that it names.
    ///
    /// @throws HostRefused if it does not
    Applicant applicant(HttpServletRequest request) {
        Proof proof = proof(request);
        Wire.Enrol wants = json(body(request, proof), Wire.Enrol.class);
        PublicKey key = Proof.key(wants.key()).orElseThrow(HostRefused::notProven);
        if (!proof.isBy(key, request.getMethod(), request.getRequestURI())) {
            throw HostRefused.notProven();
        }
        return new Applicant(wants, Base64.getEncoder().encodeToString(key.getEncoded()), proof.protocol());
    }

    private Proof proof(HttpServletRequest request) {
        Proof proof = Proof.read(request::getHeader).orElseThrow(HostRefused::notProven);
        if (!Protocol.OURS.speaks(proof.protocol())) {
            throw HostRefused.protocol(proof.protocol(), Protocol.OURS);
        }
        long difference = proof.time() - clock.millis();
        if (Math.abs(difference) > Nonces.SKEW.toMillis()) {
            throw HostRefused.clock(difference / 1000);
        }
        if (proof.time() < started.toEpochMilli()) {
            throw HostRefused.repeated();
        }
        return proof;
    }

    private static byte[] body(HttpServletRequest request, Proof proof) {
        if (request.getContentLengthLong() > Wire.MOST_BYTES) {
            throw HostRefused.tooLarge();
        }
        try {
            byte[] body = request.getInputStream().readNBytes(Wire.MOST_BYTES + 1);
            if (body.length > Wire.MOST_BYTES) {
                throw HostRefused.tooLarge();
            }
            if (!proof.isFor(body)) {
                throw HostRefused.notProven();
            }
            return body;
        } catch (IOException cut) {
            throw HostRefused.malformed();
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw HostRefused.notProven();
        }
    }

    static <T> T json(byte[] body, Class<T> type) {
        try {
            T value = Wire.read(body, type);
            if (value == null) {
                throw HostRefused.malformed();
            }
            return value;
        } catch (JacksonException malformed) {
            throw HostRefused.malformed();
        }
    }
}
