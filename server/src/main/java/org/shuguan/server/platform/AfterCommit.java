package org.shuguan.server.platform;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// For effects that a rollback cannot undo, such as deleting a file: they happen after the commit. A crash
/// between the two leaves the effect out, so whoever uses this needs a sweep that finds what was left.
public final class AfterCommit {
    private AfterCommit() {}

    /// Runs the action after the commit of the current transaction, or at once if there is none. An exception of
    /// the action reaches the caller although the transaction has committed.
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

    /// Runs the action when the current transaction has ended, whether it committed or rolled back and after all
    /// that [#run] was given; at once if there is none.
    public static void atEnd(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                action.run();
            }
        });
    }

    /// Runs the action if the current transaction rolls back, to undo what was done outside of the database.
    public static void onRollback(Runnable action) {
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
