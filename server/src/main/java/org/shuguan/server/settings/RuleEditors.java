package org.shuguan.server.settings;

import java.util.UUID;

/// Determines who may change rules. Implemented by a higher module that knows roles.
public interface RuleEditors {
    /// @param officer the person's id
    record Editor(UUID officer, String name) {}

    /// The current user as an editor of rules.
    ///
    /// @throws org.shuguan.server.platform.Forbidden if they may not change rules
    Editor editor();

    /// Whether the current user may change rules.
    boolean mayEdit();
}
