package org.shuguan.server.channel;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The ways by which letters are sent, and the address under which people reach this server.
@Component
class ChannelWays {
    private final Map<ChannelKind, Way> ways = new EnumMap<>(ChannelKind.class);
    private final String address;

    /// @param address under which browsers reach the server, as `https://data.example.gov.cn`; without it a letter
    ///     could not have a link, and none is sent
    ChannelWays(List<Way> ways, @Value("${shuguan.address:}") String address) {
        ways.forEach(way -> this.ways.put(way.kind(), way));
        this.address = address.strip().replaceAll("/+$", "");
        if (!this.address.isEmpty() && URI.create(this.address).getHost() == null) {
            throw new IllegalStateException("shuguan.address is no address of a web page: " + address);
        }
    }

    /// The way of a kind.
    ///
    /// @throws ChannelRefused if the operator has not set it up
    Way of(ChannelKind kind) {
        Way way = any(kind);
        if (!ready(kind)) {
            throw ChannelRefused.notSetUp();
        }
        return way;
    }

    /// The way of a kind, set up or not.
    Way any(ChannelKind kind) {
        Way way = ways.get(kind);
        if (way == null) {
            throw new IllegalStateException("no way for " + kind);
        }
        return way;
    }

    boolean ready(ChannelKind kind) {
        return !address.isEmpty() && any(kind).ready();
    }

    /// The absolute address of a page.
    ///
    /// @param path as `/office/...`
    String link(String path) {
        return address + path;
    }
}
