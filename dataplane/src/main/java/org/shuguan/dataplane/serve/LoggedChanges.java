package org.shuguan.dataplane.serve;

/// Changes of a table of PostgreSQL that are kept in a table beside it: of each change, under one number, the row
/// before and the row after it.
public final class LoggedChanges {
    private final LiveTable table;
    private final LiveTable log;
    private final long since;
    private final long upTo;

    LoggedChanges(LiveTable table, LiveTable log, long since, long upTo) {
        this.table = table;
        this.log = log;
        this.since = since;
        this.upTo = upTo;
    }

    LoggedRows before() {
        return new LoggedRows(table, log, false, since, upTo);
    }

    LoggedRows after() {
        return new LoggedRows(table, log, true, since, upTo);
    }
}
