package org.shuguan.server.census;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/// Decides which machines a source may connect to. Without it, users could connect to the server's own network
/// through the source form. Closed are the server's own ports, link-local addresses (where clouds hand out keys)
/// and the networks that the operator lists in `shuguan.census.closed-networks`.
@Component
class Addresses {
    private final boolean loopback;
    private final List<IpAddressMatcher> closed;

    /// @param closed networks as `10.1.0.0/16`; the defaults are metadata services of clouds that do not use
    ///     link-local addresses (Alibaba Cloud, Oracle, AWS over IPv6)
    Addresses(
            @Value("${shuguan.census.loopback:${shuguan.demo:false}}") boolean loopback,
            @Value("${shuguan.census.closed-networks:100.100.100.200/32,192.0.0.192/32,fd00:ec2::254/128}")
                    List<String> closed) {
        this.loopback = loopback;
        this.closed = closed.stream().map(IpAddressMatcher::new).toList();
    }

    /// Whether connections to the host are allowed. Unresolvable hosts are allowed; connecting then fails with its
    /// own error.
    boolean allowed(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allowed);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }

    /// The numeric address to connect to. The name is resolved only once, because a second lookup after the check
    /// could return another address.
    ///
    /// @return empty if the host does not exist or is closed
    Optional<String> resolved(String host) {
        try {
            return Optional.of(literal(admitted(host)[0]));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /// The allowed addresses of a host. Called for each connection, which uses exactly the returned addresses.
    ///
    /// @throws UnknownHostException if the host does not exist or is closed
    InetAddress[] admitted(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!Arrays.stream(addresses).allMatch(this::allowed)) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private boolean allowed(InetAddress address) {
        return !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress()
                && (loopback || !address.isLoopbackAddress())
                && closed.stream().noneMatch(network -> network.matches(withoutScope(address)));
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + withoutScope(address) + "]" : address.getHostAddress();
    }

    private static String withoutScope(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }
}
