package org.shuguan.server.census;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.shuguan.dataplane.source.Source;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/// Decides which machines a source may connect to. Without it, users could connect to the server's own network
/// through the source form. Closed are the server's own ports, link-local addresses (where clouds hand out keys)
/// and the networks that the operator lists in `shuguan.census.closed-networks`.
///
/// An IPv6 address that contains an IPv4 address is closed too if that one is: a translator or a tunnel of the
/// network may deliver to it ([#embedded]).
@Component
class Addresses {
    /// Prefix of translators inside one network (RFC 8215). The network alone knows where the IPv4 address is in
    /// it, so all of it is closed.
    private static final IpAddressMatcher LOCAL_TRANSLATION = new IpAddressMatcher("64:ff9b:1::/48");

    private final boolean loopback;
    private final List<IpAddressMatcher> closed;
    private final Source.HostResolver names;

    /// @param closed networks as `10.1.0.0/16`; the defaults are metadata services of clouds that do not use
    ///     link-local addresses (Alibaba Cloud, Oracle, AWS over IPv6)
    @Autowired
    Addresses(
            @Value("${shuguan.census.loopback:${shuguan.demo:false}}") boolean loopback,
            @Value("${shuguan.census.closed-networks:100.100.100.200/32,192.0.0.192/32,fd00:ec2::254/128}")
                    List<String> closed) {
        this(loopback, closed, Source.HostResolver.OPEN);
    }

    private Addresses(boolean loopback, List<String> closed, Source.HostResolver names) {
        this.loopback = loopback;
        this.closed = closed.stream().map(IpAddressMatcher::new).toList();
        this.names = names;
    }

    /// @param names finds the addresses of a host
    static Addresses of(boolean loopback, List<String> closed, Source.HostResolver names) {
        return new Addresses(loopback, closed, names);
    }

    /// Whether connections to the host are allowed. Unresolvable hosts are allowed; connecting then fails with its
    /// own error.
    boolean allowed(String host) {
        try {
            return Arrays.stream(names.addresses(host)).allMatch(this::allowed);
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
        InetAddress[] addresses = names.addresses(host);
        if (!Arrays.stream(addresses).allMatch(this::allowed)) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private boolean allowed(InetAddress address) {
        return open(address) && embedded(address).allMatch(this::open);
    }

    private boolean open(InetAddress address) {
        return !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress()
                && (loopback || !address.isLoopbackAddress())
                && !LOCAL_TRANSLATION.matches(withoutScope(address))
                && closed.stream().noneMatch(network -> network.matches(withoutScope(address)));
    }

    /// The IPv4 addresses in an IPv6 address: mapped, translated (RFC 2765) and compatible ones, NAT64
    /// (RFC 6052), 6to4, the server and the client of Teredo, and ISATAP.
    private static Stream<InetAddress> embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return Stream.empty();
        }
        ByteBuffer words = ByteBuffer.wrap(bytes);
        long high = words.getLong(0);
        int third = words.getInt(8);
        int last = words.getInt(12);
        Stream.Builder<InetAddress> found = Stream.builder();
        boolean compatible = high == 0 && third == 0 && last != 0 && last != 1;
        boolean mapped = high == 0 && (third == 0xFFFF || third == 0xFFFF0000);
        boolean nat64 = high == 0x0064_FF9B_0000_0000L && third == 0;
        boolean isatap = (third & ~0x0300_0000) == 0x5EFE;
        if (compatible || mapped || nat64 || isatap) {
            found.add(ipv4(last));
        }
        if (high >>> 48 == 0x2002) {
            found.add(ipv4((int) (high >>> 16)));
        }
        if (high >>> 32 == 0x2001_0000L) {
            found.add(ipv4((int) high)).add(ipv4(~last));
        }
        return found.build();
    }

    private static InetAddress ipv4(int address) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + withoutScope(address) + "]" : address.getHostAddress();
    }

    private static String withoutScope(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }
}
