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

/// Which machines a source may name. A form that connects to whatever is typed is a door into the server's own network:
/// its own ports, and the addresses where clouds hand out keys, are closed; so are the networks that the operator names
/// in `shuguan.census.closed-networks`.
@Component
class Addresses {
    private final boolean loopback;
    private final List<IpAddressMatcher> closed;

    /// @param closed networks as `10.1.0.0/16`; the usual ones are the metadata services of clouds that do not use
    ///     link-local addresses (Alibaba Cloud, Oracle, AWS over IPv6)
    Addresses(
            @Value("${shuguan.census.loopback:${shuguan.demo:false}}") boolean loopback,
            @Value("${shuguan.census.closed-networks:100.100.100.200/32,192.0.0.192/32,fd00:ec2::254/128}")
                    List<String> closed) {
        this.loopback = loopback;
        this.closed = closed.stream().map(IpAddressMatcher::new).toList();
    }

    /// Whether the host may be connected to. A host that cannot be resolved may: the connection then says so itself.
    boolean allowed(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allowed);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }

    /// The numeric address to connect to, resolved once: a name that is asked again after the check may answer
    /// otherwise.
    ///
    /// @return empty where there is no such host or it is closed
    Optional<String> resolved(String host) {
        try {
            return Optional.of(literal(admitted(host)[0]));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /// The addresses to connect to, asked for each connection and used as they come.
    ///
    /// @throws UnknownHostException where there is no such host or it is closed
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
