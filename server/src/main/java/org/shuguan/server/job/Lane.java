package org.shuguan.server.job;

/// A queue with its own threads, so that long censuses do not delay imports. Recurring work such as reminders is
/// not delayed either, because it runs on the threads of the platform's scheduler.
public enum Lane {
    /// for work that may take hours
    LONG("job.long_task"),
    /// for work that takes seconds or minutes, while somebody waits for it
    SHORT("job.short_task");

    private final String table;

    Lane(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}
