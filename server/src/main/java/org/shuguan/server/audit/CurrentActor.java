package org.shuguan.server.audit;

/// Provides the current actor to the audit. Declared here and implemented by `identity`, which is a floor above.
public interface CurrentActor {
    /// The actor if nobody is signed in.
    String NOBODY = "system";

    /// The account's name, or `system` if nobody is signed in.
    String actor();

    /// The address that the request came from, `-` outside of a request.
    String origin();
}
