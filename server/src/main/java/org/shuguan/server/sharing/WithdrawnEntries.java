package org.shuguan.server.sharing;

import java.util.UUID;
import org.shuguan.server.catalog.EntryWithdrawn;
import org.shuguan.server.platform.Reconciliation;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reacts to withdrawn entries. A repeated event has no effect, because only active grants are suspended.
@Component
class WithdrawnEntries implements Reconciliation {
    private final GrantCare care;
    private final GrantRecords grants;

    WithdrawnEntries(GrantCare care, GrantRecords grants) {
        this.care = care;
        this.grants = grants;
    }

    @ApplicationModuleListener
    void on(EntryWithdrawn withdrawn) {
        care.withdrawn(withdrawn.ref().entry(), withdrawn.reason());
    }

    @Override
    public String name() {
        return "grants on withdrawn entries";
    }

    @Override
    @Transactional
    public int reconcile() {
        int found = 0;
        for (UUID entry : grants.entriesWithGrants()) {
            found += care.withdrawn(entry, "—");
        }
        return found;
    }
}
