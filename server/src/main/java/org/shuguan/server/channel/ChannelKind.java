package org.shuguan.server.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// By what a notice is sent.
enum ChannelKind {
    /// SMTP (RFC 5321).
    EMAIL,
    /// A POST request to the robot of a chat.
    WEBHOOK;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
