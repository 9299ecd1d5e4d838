package org.shuguan.server.access;

/// Who a person is now. Declared here and implemented by `identity`, which is a floor above.
public interface Actors {
    /// The same person with what they hold at this moment: a request that sends a large file may last for hours.
    ///
    /// @throws org.shuguan.server.platform.Refusal if the account is gone or disabled meanwhile
    Actor asOfNow(Actor actor);
}
