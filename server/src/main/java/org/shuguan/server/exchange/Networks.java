package org.shuguan.server.exchange;

import java.net.InetAddress;
import java.util.List;

/// Networks in CIDR notation.
final class Networks {
    private Networks() {}

    /// Whether an address is in one of the networks; true if there are none.
    static boolean contain(List<String> networks, String address) {
        if (networks.isEmpty()) {
            return true;
        }
        try {
            byte[] asked = InetAddress.ofLiteral(address).getAddress();
            return networks.stream().anyMatch(network -> contains(network, asked));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean contains(String network, byte[] address) {
        int slash = network.indexOf('/');
        byte[] base = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? base.length * 8 : Integer.parseInt(network.substring(slash + 1));
        if (base.length != address.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((base[i / 8] & mask) != (address[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
