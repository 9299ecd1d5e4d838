package org.shuguan.server.demand;

import org.shuguan.server.platform.Reconciliation;
import org.springframework.stereotype.Component;

/// Offers demands whose linked entry is published but was not offered.
@Component
class LinkedDemands implements Reconciliation {
    private final DemandLists lists;

    LinkedDemands(DemandLists lists) {
        this.lists = lists;
    }

    @Override
    public String name() {
        return "demands linked to published entries";
    }

    @Override
    public int reconcile() {
        return lists.reconcile();
    }
}
