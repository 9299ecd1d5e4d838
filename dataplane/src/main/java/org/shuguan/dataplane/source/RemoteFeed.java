package org.shuguan.dataplane.source;

/// Writes rows that another process sends.
final class RemoteFeed implements Spool.Feed {
    private final RemoteRows rows;
    private volatile Rejects rejects = new Rejects();

    RemoteFeed(RemoteRows rows) {
        this.rows = rows;
    }

    @Override
    public void writeTo(RowWriter out) throws Exception {
        RowTotals totals = rows.receive(out.received());
        out.received(totals);
        rejects = Rejects.of(totals.rejected(), totals.rejects());
    }

    @Override
    public void cancel() {
        rows.cancel();
    }

    @Override
    public Rejects rejects() {
        return rejects;
    }
}
