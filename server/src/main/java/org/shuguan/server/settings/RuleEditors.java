package org.shuguan.server.settings;

import java.util.UUID;

/// Who changes rules. Declared here and implemented by a floor above, where roles are known.
public interface RuleEditors {
    /// @param officer the person's id
    record Editor(UUID officer, String name) {}

    /// Who asks, as somebody who may change rules.
    ///
    /// @throws org.shuguan.server.platform.Forbidden where they may not
    Editor editor();

    /// Whether who asks may change rules.
    boolean mayEdit();
}
