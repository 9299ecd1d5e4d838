package org.shuguan.server.channel;

import org.jspecify.annotations.Nullable;

/// A letter was not accepted.
final class NotSent extends Exception {
    private static final long serialVersionUID = 1L;

    /// What follows from it.
    enum Why {
        /// The operator has not set this kind of channel up.
        NOT_SET_UP,
        /// The server of the channel does not answer: other letters will not be accepted now either.
        AWAY,
        /// This letter was refused for now.
        LATER,
        /// The address is refused for good.
        ADDRESS
    }

    private final Why why;

    /// @param detail what the other side said; it goes to the list of messages, so no address and no secret
    NotSent(Why why, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.why = why;
    }

    Why why() {
        return why;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
