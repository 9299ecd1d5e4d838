package org.shuguan.server.platform;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The hosts that the server may call at addresses that people type: only those that the operator has named, because
/// the server stands in a network that these people may not reach. Redirections must not be followed.
@Component
public class CalledHosts {
    private static final int LONGEST_ADDRESS = 1000;

    private final Set<String> hosts;

    /// @param hosts that may be called, as `qyapi.weixin.qq.com`; with a port if it is not that of the scheme
    CalledHosts(@Value("${shuguan.webhook.hosts:}") List<String> hosts) {
        this.hosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The hosts that may be called, in order.
    public List<String> names() {
        return hosts.stream().sorted().toList();
    }

    /// What is wrong with an address: it is no https address (http only to this machine), or its host may not be
    /// called.
    ///
    /// @return code of the field's error, empty if it may be called
    public Optional<String> fault(String target) {
        URI address;
        try {
            address = URI.create(target);
        } catch (IllegalArgumentException e) {
            return Optional.of("called-address");
        }
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null || target.length() > LONGEST_ADDRESS) {
            return Optional.of("called-address");
        }
        boolean here = host.equals("127.0.0.1") || host.equals("localhost");
        if (!"https".equalsIgnoreCase(address.getScheme()) && !("http".equalsIgnoreCase(address.getScheme()) && here)) {
            return Optional.of("called-address");
        }
        String named = (host + (address.getPort() < 0 ? "" : ":" + address.getPort())).toLowerCase(Locale.ROOT);
        return hosts.contains(named) ? Optional.empty() : Optional.of("called-host");
    }
}
