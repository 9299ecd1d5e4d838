package org.shuguan.server.channel;

import java.util.Optional;

/// Sends letters by one kind of channel.
interface Way {
    ChannelKind kind();

    /// Whether the operator has set it up.
    boolean ready();

    /// Whether an address of this form can be reached at all.
    ///
    /// @return empty if it can, else the code of the sentence that says why not, after `invalid.`
    Optional<String> fault(String target);

    /// Returns when the receiving side has taken the letter.
    ///
    /// @throws NotSent if it has not
    void send(String target, Letter letter) throws NotSent;
}
