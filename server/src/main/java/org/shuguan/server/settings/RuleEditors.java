package org.shuguan.server.settings;

import java.util.UUID;

/// Determines who may change rules. Implemented by a higher module that knows roles.
public interface RuleEditors {
    /// @param officer the person's id
    record Editor(UUID officer, String name) {}

    /// The current user as an editor of the rules of a module.
    ///
    /// @throws org.shuguan.server.platform.Forbidden if they may not change them
    Editor editor(String module);

    /// Whether the current user may change the rules of a module.
    boolean mayEdit(String module);
}
