package org.shuguan.server.channel;

import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.Rows;

/// A person's channel changed. The record does not contain the address.
record ChannelEvent(What what, Channel channel) implements Audited {
    /// Ends the audit action `channel.<name>`.
    enum What {
        SET,
        CONFIRM,
        REMOVE,
        STOP
    }

    @Override
    public String action() {
        return "channel." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "officer " + channel.officer().value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("kind", Rows.word(channel.kind()), "pace", Rows.word(channel.pace()));
    }
}
