package org.shuguan.server.census;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Which machines a source may name. A form that connects to whatever is typed is a door into the server's own network:
/// its own ports, and the addresses where clouds hand out keys, are closed.
@Component
class Addresses {
    private final boolean loopback;

    Addresses(@Value("${shuguan.census.loopback:${shuguan.demo:false}}") boolean loopback) {
        this.loopback = loopback;
    }

    /// Whether the host may be connected to. A host that cannot be resolved may: the connection then says so itself.
    boolean allowed(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allowed);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }

    private boolean allowed(InetAddress address) {
        return !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress()
                && (loopback || !address.isLoopbackAddress());
    }
}
