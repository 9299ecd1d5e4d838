package org.shuguan.server.audit;

/// Tells the audit who acts. Declared here and implemented by `identity`, which is a floor above.
public interface CurrentActor {
    /// The account's name, or `system` where nobody is signed in.
    String actor();

    /// Where the request came from, `-` where there is none.
    String origin();
}
