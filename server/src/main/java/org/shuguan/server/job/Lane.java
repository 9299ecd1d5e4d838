package org.shuguan.server.job;

/// Where a kind of work waits. Each lane has threads of its own, so four long censuses hold up no import, and neither
/// holds up the reminders, which have the threads of the platform's scheduler.
public enum Lane {
    /// What may take hours: nobody waits at the page.
    LONG("job.long_task"),
    /// What takes seconds or a few minutes: somebody waits at the page.
    SHORT("job.short_task");

    private final String table;

    Lane(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}
