package org.shuguan.server.platform;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// For what a rollback cannot take back, such as removing a file: it is done when the transaction that says so has
/// committed. What a crash between the two leaves undone, a sweep has to find.
public final class AfterCommit {
    private AfterCommit() {}

    /// At once where there is no transaction. What it throws reaches the caller, though the transaction has committed.
    public static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /// Takes back what was done outside of the database, such as writing a file, where the transaction rolls back.
    public static void orElse(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_ROLLED_BACK) {
                        action.run();
                    }
                }
            });
        }
    }
}
